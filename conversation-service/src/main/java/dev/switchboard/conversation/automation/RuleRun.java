package dev.switchboard.conversation.automation;

import dev.switchboard.common.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// What came of a rule's look at a conversation, kept for those who ask later.
public record RuleRun(
        UUID accountId,
        UUID id,
        UUID ruleId,
        UUID causeId,
        UUID conversationId,
        Trigger trigger,
        Outcome outcome,
        List<Condition.Verdict> conditions,
        List<Action.Verdict> actions,
        int actionsDone,
        Instant ranAt) {
    public enum Outcome {
        DONE,
        /// A condition did not hold; kept for waits only, which are looked at once.
        NOT_MATCHED,
        /// The conversation has had enough of rules for this minute.
        LIMITED,
        FAILED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RuleRun of(
            RuleJob job,
            Outcome outcome,
            List<Condition.Verdict> conditions,
            List<Action.Verdict> actions,
            Instant at) {
        int done = (int) actions.stream().filter(Action.Verdict::done).count();
        return new RuleRun(
                job.accountId(),
                Ids.next(),
                job.ruleId(),
                job.causeId(),
                job.conversationId(),
                job.trigger(),
                outcome,
                conditions,
                actions,
                done,
                at);
    }
}
