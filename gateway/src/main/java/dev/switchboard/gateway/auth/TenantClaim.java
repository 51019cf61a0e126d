package dev.switchboard.gateway.auth;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request that names its tenant, as Amoiq's do. The tenant is the credential's; the name may only agree.
public final class TenantClaim {
    private TenantClaim() {}

    /// @throws Problem `MISSING_TENANT_ID` when it is not named at all
    /// @throws Problem `FORBIDDEN` when another one is named
    public static void require(UUID accountId, @Nullable String... named) {
        boolean any = false;
        for (String name : named) {
            any |= name != null && !name.isBlank();
        }
        if (!any) {
            throw Problem.of(ProblemCode.MISSING_TENANT_ID, "Tenant ID is required");
        }
        agree(accountId, named);
    }

    /// @throws Problem `FORBIDDEN` when another one is named
    public static void agree(UUID accountId, @Nullable String... named) {
        for (String name : named) {
            if (name != null && !name.isBlank() && !accountId.toString().equalsIgnoreCase(name.strip())) {
                throw Problem.of(ProblemCode.FORBIDDEN, "The credential is one of another tenant");
            }
        }
    }
}
