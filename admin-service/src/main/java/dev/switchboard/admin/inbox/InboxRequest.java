package dev.switchboard.admin.inbox;

import dev.switchboard.common.contract.AccountUpdated.Responder;
import dev.switchboard.common.contract.Channel;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An inbox to be there.
public record InboxRequest(
        @NotNull UUID id,
        @NotBlank String name,
        @NotNull Channel channel,
        @NotNull Responder responder,
        @Nullable Boolean widgetTokenRequired,
        @Nullable List<String> allowedOrigins) {}
