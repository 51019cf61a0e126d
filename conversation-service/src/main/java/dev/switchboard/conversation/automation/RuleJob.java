package dev.switchboard.conversation.automation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rule that is to look at a conversation because of one fact, or of one wait.
record RuleJob(
        UUID accountId,
        UUID ruleId,
        UUID causeId,
        UUID conversationId,
        Trigger trigger,
        @Nullable String text,
        Instant runAt,
        int attempts) {
    static RuleJob of(Rule rule, UUID cause, UUID conversation, @Nullable String text, Instant at) {
        return new RuleJob(rule.accountId(), rule.id(), cause, conversation, rule.trigger(), text, at, 0);
    }
}
