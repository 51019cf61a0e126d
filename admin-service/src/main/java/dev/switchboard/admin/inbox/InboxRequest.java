package dev.switchboard.admin.inbox;

import dev.switchboard.common.contract.AccountUpdated.Responder;
import dev.switchboard.common.contract.Channel;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An inbox to be there.
///
/// @param identitySecret what the account's server signs its customers' ids with; without one it is made once and kept
public record InboxRequest(
        @NotNull UUID id,
        @NotBlank String name,
        @NotNull Channel channel,
        @NotNull Responder responder,
        @Nullable Boolean widgetTokenRequired,
        @Nullable List<String> allowedOrigins,
        @Nullable @Size(min = 32, max = 200) String identitySecret) {
    @Override
    public String toString() {
        return "InboxRequest[id=" + id + ", channel=" + channel + "]";
    }
}
