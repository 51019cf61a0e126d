package dev.switchboard.gateway.socket.phoenix;

/// What a client's frame turned out to be.
sealed interface Received {
    Ref joinRef();

    Ref ref();

    String topic();

    /// @param joinRef the join of the topic that the push belongs to; older clients leave it out
    record Push(Ref joinRef, Ref ref, String topic, String event, Payload payload) implements Received {}

    /// A frame that means nothing. What could be read of its refs and topic is there, so that it can be answered.
    record Malformed(Ref joinRef, Ref ref, String topic, String why) implements Received {}
}
