package dev.switchboard.gateway.widget;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.auth.Identities;
import dev.switchboard.gateway.auth.Origins;
import dev.switchboard.gateway.auth.Proof;
import dev.switchboard.gateway.auth.SignedTokens;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Ours: a widget that knows its account and shows who its visitor is, as the account's own server has signed it, gets
/// the visitor's token. It lives shortly: the widget shows its proof again, and a new identity secret ends it soon.
@RestController
class WidgetSessionController {
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final Accounts accounts;
    private final Identities identities;
    private final SignedTokens tokens;

    WidgetSessionController(Accounts accounts, Identities identities, SignedTokens tokens) {
        this.accounts = accounts;
        this.identities = identities;
        this.tokens = tokens;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record SessionRequest(@Nullable Body widgetSession) {
        @JsonNaming(SnakeCaseStrategy.class)
        record Body(
                @Nullable UUID accountId,
                @Nullable UUID inboxId,
                @Nullable String userId,
                @Nullable String userHash,
                @Nullable String userToken) {}
    }

    private record Data(SessionView data) {}

    /// @param expiresIn seconds
    /// @param name what a signed token says, as `email`
    @JsonNaming(SnakeCaseStrategy.class)
    private record SessionView(
            String object,
            String sessionToken,
            long expiresIn,
            @Nullable String name,
            @Nullable String email) {}

    @PostMapping("/api/widget_sessions")
    Data begin(@RequestHeader HttpHeaders headers, @RequestBody SessionRequest request) {
        SessionRequest.Body body = request.widgetSession();
        if (body == null || body.accountId() == null) {
            throw Problem.field("account_id", "can't be blank");
        }
        AccountUpdated.Inbox inbox = accounts.pageInbox(body.accountId(), body.inboxId());
        if (inbox == null) {
            throw accounts.unlessIncomplete(Problem.notFound("Inbox"));
        }
        Origins.check(inbox, Origins.foreign(headers));
        if (blank(body.userHash()) && blank(body.userToken())) {
            throw Problem.field("user_hash", "can't be blank without a user_token");
        }
        Caller.Visitor stranger =
                new Caller.Visitor(inbox.accountId(), inbox.inboxId(), Ids.secret(), null, false, null);
        Credential proven =
                identities.prove(Credential.of(stranger), new Proof(body.userId(), body.userHash(), body.userToken()));
        Caller.Visitor visitor = (Caller.Visitor) proven.caller();
        Profile profile = proven.profile();
        return new Data(new SessionView(
                "widget_session",
                tokens.widget(visitor, LIFETIME),
                LIFETIME.toSeconds(),
                profile.name(),
                profile.email()));
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
