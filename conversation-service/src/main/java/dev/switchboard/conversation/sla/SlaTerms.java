package dev.switchboard.conversation.sla;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a policy promised a conversation when it began, or when its priority changed. Later changes of the policy leave
/// the conversations that are under way.
///
/// @param businessTime whether only business hours count, where there are some
public record SlaTerms(
        UUID policyId,
        String policyName,
        @Nullable Duration firstResponse,
        @Nullable Duration resolution,
        boolean businessTime) {}
