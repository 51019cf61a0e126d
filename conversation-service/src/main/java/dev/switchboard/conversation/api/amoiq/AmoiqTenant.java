package dev.switchboard.conversation.api.amoiq;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request names its tenant. The tenant is the credential's; the name may only agree.
final class AmoiqTenant {
    private AmoiqTenant() {}

    static void require(UUID accountId, @Nullable String named) {
        if (named == null || named.isBlank()) {
            throw Problem.of(ProblemCode.MISSING_TENANT_ID, "Tenant ID is required");
        }
        if (!accountId.toString().equalsIgnoreCase(named.strip())) {
            throw Problem.of(ProblemCode.FORBIDDEN, "The credential is one of another tenant");
        }
    }
}
