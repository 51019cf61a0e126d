package dev.switchboard.admin.inbox;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.AccountUpdated.Responder;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.WidgetSettings;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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

    /// What the audit log says of how it came from `before`; of secrets that they are others.
    Act changeOf(Inbox before) {
        Act act = Act.of("inbox.changed", "inbox", id)
                .named(name)
                .changed("name", before.name, name)
                .changed("responder", before.responder, responder)
                .changed("widget_token_required", before.widgetTokenRequired, widgetTokenRequired)
                .changed("allowed_origins", before.allowedOrigins, allowedOrigins)
                .changed("archived_at", before.archivedAt, archivedAt);
        act = Objects.equals(before.identitySecret, identitySecret) ? act : act.changed("identity_secret");
        act = Objects.equals(before.botSecret, botSecret) ? act : act.changed("bot_secret");
        JsonNode old = WireJson.MAPPER.valueToTree(before.widget);
        JsonNode now = WireJson.MAPPER.valueToTree(widget);
        Set<String> fields = new TreeSet<>(old.propertyNames());
        fields.addAll(now.propertyNames());
        for (String field : fields) {
            act = act.changed("widget." + field, text(old.get(field)), text(now.get(field)));
        }
        return act;
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value == null ? null : value.isString() ? value.asString() : value.toString();
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
