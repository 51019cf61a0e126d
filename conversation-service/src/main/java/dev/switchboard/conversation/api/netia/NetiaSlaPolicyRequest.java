package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.sla.SlaPolicy;
import dev.switchboard.conversation.sla.SlaTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// `{"sla_policy": {…}}`: a whole policy.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaSlaPolicyRequest(@Nullable Body slaPolicy) {
    private static final int LONGEST_NAME = 100;
    private static final long LONGEST = Duration.ofDays(365).toSeconds();

    /// @param businessTime whether only business hours count; true where it is absent
    @JsonNaming(SnakeCaseStrategy.class)
    record Body(
            @Nullable String name,
            @Nullable UUID inboxId,
            @Nullable String priority,
            @Nullable Long firstResponseSeconds,
            @Nullable Long resolutionSeconds,
            @Nullable Boolean businessTime) {}

    SlaPolicy toPolicy(UUID accountId, UUID id, NetiaSetup setup, Instant now) {
        if (slaPolicy == null) {
            throw Problem.field("sla_policy", "can't be blank");
        }
        NetiaTexts texts = new NetiaTexts();
        String name = texts.label("name", slaPolicy.name(), LONGEST_NAME);
        if (name == null) {
            texts.wrong("name", "can't be blank");
        }
        Duration first = duration("first_response_seconds", slaPolicy.firstResponseSeconds(), texts);
        Duration resolution = duration("resolution_seconds", slaPolicy.resolutionSeconds(), texts);
        if (slaPolicy.firstResponseSeconds() == null && slaPolicy.resolutionSeconds() == null) {
            texts.wrong("first_response_seconds", "or resolution_seconds can't be blank");
        }
        texts.refuse();
        boolean businessTime = !Boolean.FALSE.equals(slaPolicy.businessTime());
        String priority = slaPolicy.priority();
        return new SlaPolicy(
                accountId,
                id,
                slaPolicy.inboxId() == null ? null : setup.inboxField(accountId, slaPolicy.inboxId()),
                priority == null ? null : NetiaFilters.constant("priority", Priority.class, priority),
                new SlaTerms(id, name == null ? "" : name, first, resolution, businessTime),
                now,
                now);
    }

    private static @Nullable Duration duration(String field, @Nullable Long seconds, NetiaTexts texts) {
        if (seconds == null) {
            return null;
        }
        if (seconds < 1 || seconds > LONGEST) {
            texts.wrong(field, "should be 1 to " + LONGEST);
        }
        return Duration.ofSeconds(seconds);
    }
}
