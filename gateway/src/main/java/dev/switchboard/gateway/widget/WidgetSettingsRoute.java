package dev.switchboard.gateway.widget;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.PresenceChanged;
import dev.switchboard.common.contract.WidgetSettings;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.auth.Origins;
import dev.switchboard.gateway.presence.Presence;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What a page asks before it shows a chat: answered from this gateway's own copy of the inboxes, with the opening
/// times of conversation-service. Changes go to admin-service by the route table, so that this is a function for `GET`.
@Configuration(proxyBeanMethods = false)
class WidgetSettingsRoute {
    private final Accounts accounts;
    private final OpeningTimes openings;
    private final Presence presence;

    WidgetSettingsRoute(Accounts accounts, OpeningTimes openings, Presence presence) {
        this.accounts = accounts;
        this.openings = openings;
        this.presence = presence;
    }

    @Bean
    RouterFunction<ServerResponse> widgetSettings() {
        return RouterFunctions.route().GET("/api/widget_settings", this::show).build();
    }

    private Mono<ServerResponse> show(ServerRequest request) {
        UUID accountId = id(request, "account_id");
        if (accountId == null) {
            return Mono.error(Problem.field("account_id", "can't be blank"));
        }
        AccountUpdated.Inbox inbox = accounts.pageInbox(accountId, id(request, "inbox_id"));
        AccountUpdated.Account account = accounts.account(accountId);
        if (inbox == null || account == null) {
            return Mono.error(accounts.unlessIncomplete(Problem.notFound("Inbox")));
        }
        String origin = Origins.foreign(request.headers().asHttpHeaders());
        if (origin != null && !Origins.allow(inbox.allowedOrigins(), origin)) {
            request.exchange().getResponse().getHeaders().remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
            return Mono.error(Origins.refused());
        }
        return openings.of(inbox)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(opening -> ServerResponse.ok()
                        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                        .bodyValue(SettingsView.of(account, inbox, opening.orElse(null), attended(inbox))));
    }

    /// Whether a user of the desk is online and takes conversations.
    private boolean attended(AccountUpdated.Inbox inbox) {
        return presence.online(inbox.accountId()).stream()
                .filter(online -> online.member().kind() == PresenceChanged.Kind.USER)
                .flatMap(online -> online.connections().stream())
                .anyMatch(connection -> connection.meta().availability() != PresenceChanged.Availability.AWAY);
    }

    private static @Nullable UUID id(ServerRequest request, String name) {
        String text = request.queryParam(name).orElse("");
        try {
            return text.isBlank() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw Problem.field(name, "is invalid");
        }
    }

    record SettingsView(Data data) {
        static SettingsView of(
                AccountUpdated.Account account,
                AccountUpdated.Inbox inbox,
                @Nullable Opening opening,
                boolean agentsOnline) {
            WidgetSettings own = inbox.widget();
            return new SettingsView(new Data(
                    "widget_settings",
                    inbox.inboxId(),
                    inbox.accountId(),
                    new AccountView(account.accountId(), account.name()),
                    inbox.widgetTokenRequired(),
                    own == null ? WidgetSettings.DEFAULT : WidgetSettings.DEFAULT.with(own),
                    opening,
                    agentsOnline));
        }
    }

    /// @param businessHours absent where nobody can tell at the moment
    @JsonNaming(SnakeCaseStrategy.class)
    record Data(
            String object,
            UUID inboxId,
            UUID accountId,
            AccountView account,
            boolean widgetTokenRequired,
            @com.fasterxml.jackson.annotation.JsonUnwrapped WidgetSettings settings,
            @Nullable Opening businessHours,
            boolean agentsOnline) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record AccountView(UUID id, String companyName) {}
}
