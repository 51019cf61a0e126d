package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.TypingChanged;
import reactor.core.publisher.Mono;

/// What a connection hears. All calls come on the connection's own event loop, messages strictly by `seq`.
public interface FeedListener {
    /// Comes before what was missed; without `recovered` more was missed than is sent again.
    void resumed(boolean recovered, long since, long lastSeq);

    /// @param missed it was read after the fact, not heard live
    void message(FeedItem<MessageCreated> item, boolean missed);

    void updated(FeedItem<MessageUpdated> item);

    void conversation(FeedItem<ConversationUpdated> item);

    void typing(FeedItem<TypingChanged> item);

    /// Done when the client has taken what was sent: the next page of missed messages waits for it.
    Mono<Void> flushed();
}
