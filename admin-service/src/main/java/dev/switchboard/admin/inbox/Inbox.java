package dev.switchboard.admin.inbox;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.AccountUpdated.Responder;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.WidgetSettings;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where conversations come in, and how: its channel never changes.
///
/// @param identitySecret sealed; absent for one of before
/// @param botSecret sealed
/// @param widget where it differs from the default
public record Inbox(
        UUID id,
        UUID accountId,
        String name,
        Channel channel,
        Responder responder,
        boolean widgetTokenRequired,
        List<String> allowedOrigins,
        @Nullable String identitySecret,
        @Nullable String botSecret,
        WidgetSettings widget,
        Instant createdAt,
        @Nullable Instant archivedAt) {
    Inbox set(String toName, Responder toResponder, boolean tokenRequired, List<String> origins) {
        return new Inbox(
                id,
                accountId,
                toName,
                channel,
                toResponder,
                tokenRequired,
                origins,
                identitySecret,
                botSecret,
                widget,
                createdAt,
                archivedAt);
    }

    Inbox withSecrets(@Nullable String identity, @Nullable String bot) {
        return new Inbox(
                id,
                accountId,
                name,
                channel,
                responder,
                widgetTokenRequired,
                allowedOrigins,
                identity,
                bot,
                widget,
                createdAt,
                archivedAt);
    }

    /// @throws Problem `CONFLICT` for an inbox that has no widget
    public Inbox show(WidgetSettings settings) {
        if (channel != Channel.WEB) {
            throw Problem.of(ProblemCode.CONFLICT, "The inbox is not one for pages and has no widget");
        }
        return new Inbox(
                id,
                accountId,
                name,
                channel,
                responder,
                widgetTokenRequired,
                allowedOrigins,
                identitySecret,
                botSecret,
                widget.with(settings),
                createdAt,
                archivedAt);
    }

    Inbox archive(@Nullable Instant at) {
        return new Inbox(
                id,
                accountId,
                name,
                channel,
                responder,
                widgetTokenRequired,
                allowedOrigins,
                identitySecret,
                botSecret,
                widget,
                createdAt,
                at == null || archivedAt == null ? at : archivedAt);
    }

    AccountUpdated.Inbox fact(Instant now) {
        return new AccountUpdated.Inbox(
                Ids.next(),
                accountId,
                now,
                id,
                name,
                channel,
                responder,
                widgetTokenRequired,
                allowedOrigins,
                identitySecret,
                archivedAt != null,
                botSecret,
                widget);
    }
}
