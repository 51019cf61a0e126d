package dev.switchboard.admin.key;

import dev.switchboard.common.contract.AccountUpdated.KeyKind;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A key to be there, in the clear for the last time.
///
/// @param scopes everything where they are not named
/// @param userId whom a personal key acts as
public record KeyRequest(
        @NotNull UUID id,
        @NotNull @Size(min = 12, max = 200) String key,
        @NotNull KeyKind kind,
        @Nullable UUID inboxId,
        @Nullable List<String> scopes,
        @Nullable UUID userId) {
    @Override
    public String toString() {
        return "KeyRequest[id=" + id + ", kind=" + kind + "]";
    }
}
