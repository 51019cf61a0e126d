package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;

/// What this protocol refuses.
final class PhoenixProblems {
    private PhoenixProblems() {}

    static Problem unknown(String event, String known) {
        String named = event.length() > 40 ? event.substring(0, 40) + "…" : event;
        return Problem.of(ProblemCode.INVALID_REQUEST, "There is no event " + named + " on this topic")
                .advise("It knows " + known + ".");
    }

    static Problem unmatched() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such topic, or it is not joined");
    }

    static Problem unauthorized() {
        return Problem.of(ProblemCode.FORBIDDEN, "This topic is not open to this client")
                .advise("Join with a token, or with the customer_id of the conversation.");
    }

    static Problem tooManyChannels() {
        return Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many topics are joined on this socket")
                .advise("Leave one first.");
    }

    static Problem tooFast() {
        return Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many messages")
                .advise("Send it again in a moment, with the same id.");
    }

    static Problem malformed(String why) {
        return Problem.of(ProblemCode.INVALID_REQUEST, "The frame means nothing: " + why);
    }

    /// Netia's clients know two words for the same refusal, one a topic.
    static byte[] refusedJoin(Topic topic, Problem problem) {
        return problem.code().kind() == ProblemCode.Kind.FORBIDDEN && topic instanceof Topic.Notification
                ? Refusal.of("Unauthorized", problem)
                : Refusal.of(problem);
    }
}
