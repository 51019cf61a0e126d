package dev.switchboard.channel.gmail;

import dev.switchboard.channel.channel.Authority;
import dev.switchboard.channel.channel.ConnectInbox;
import dev.switchboard.channel.channel.Inboxes;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.channel.PublicAddress;
import dev.switchboard.channel.gmail.GoogleTokens.Granted;
import dev.switchboard.channel.oauth.OAuthState;
import dev.switchboard.channel.oauth.Redirect;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/// Connects a mailbox at Google in the browser.
@RestController
@Tag(name = "Netia: integrations")
class GoogleOAuthController {
    private static final String BACK = "/api/google/oauth";
    private static final List<String> SCOPES =
            List.of("https://www.googleapis.com/auth/gmail.readonly", "https://www.googleapis.com/auth/gmail.send");

    private final GoogleSettings settings;
    private final GoogleTokens tokens;
    private final GmailClient client;
    private final OAuthState states;
    private final ProviderAccounts accounts;
    private final ConnectInbox connectInbox;
    private final Inboxes inboxes;
    private final PublicAddress address;

    GoogleOAuthController(
            GoogleSettings settings,
            GoogleTokens tokens,
            GmailClient client,
            OAuthState states,
            ProviderAccounts accounts,
            ConnectInbox connectInbox,
            Inboxes inboxes,
            PublicAddress address) {
        this.settings = settings;
        this.tokens = tokens;
        this.client = client;
        this.states = states;
        this.accounts = accounts;
        this.connectInbox = connectInbox;
        this.inboxes = inboxes;
        this.address = address;
    }

    @Operation(
            summary = "Begin to connect Gmail",
            description = "Answers with the address at Google, as `{data: {url}}` where JSON is asked for and as a "
                    + "redirect otherwise; for owners, admins and secret keys. `inbox_id` names the inbox of the channel "
                    + "`email`, else it is the one of Gmail, or the account's first if nothing is connected to it.")
    @GetMapping("/api/google/auth")
    Mono<ResponseEntity<?>> begin(
            Caller.Staff caller,
            ServerHttpRequest request,
            @RequestParam(name = "inbox_id", required = false) @Nullable UUID inboxId) {
        UUID account = Authority.administering(caller);
        if (settings.clientId().isEmpty()) {
            throw Problem.of(ProblemCode.NOT_SUPPORTED, "This installation has no application at Google")
                    .advise("Set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.");
        }
        return inbox(account, inboxId)
                .doOnNext(inbox -> inboxes.require(account, inbox, Channel.EMAIL))
                .flatMap(inbox ->
                        states.begin(OAuthState.Begun.by(caller, GmailSettings.PROVIDER, inbox), settings.patience()))
                .map(state -> Redirect.to(consent(state), request));
    }

    /// Where none is named, no other mailbox loses its inbox.
    private Mono<UUID> inbox(UUID account, @Nullable UUID named) {
        return named != null
                ? Mono.just(named)
                : accounts.ofAccount(account)
                        .collectMap(ProviderAccount::inboxId, ProviderAccount::provider)
                        .map(connected -> connected.keySet().stream()
                                .filter(inbox -> GmailSettings.PROVIDER.equals(connected.get(inbox)))
                                .findFirst()
                                .or(() -> inboxes.of(account, Channel.EMAIL)
                                        .filter(inbox -> !connected.containsKey(inbox)))
                                .orElseThrow(() -> Problem.field(
                                        "inbox_id", "can't be blank: there is no free inbox for e-mail")));
    }

    /// Google gives a lasting token only where it is asked for it, and asks the person each time.
    private URI consent(String state) {
        return UriComponentsBuilder.fromUri(settings.accountsUrl())
                .path("/o/oauth2/v2/auth")
                .queryParam("client_id", "{client}")
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("response_type", "code")
                .queryParam("scope", "{scope}")
                .queryParam("access_type", "offline")
                .queryParam("prompt", "consent")
                .queryParam("state", "{state}")
                .queryParam("code_challenge", "{challenge}")
                .queryParam("code_challenge_method", "S256")
                .encode()
                .buildAndExpand(
                        settings.clientId(), address.of(BACK), String.join(" ", SCOPES), state, states.challenge(state))
                .toUri();
    }

    @Operation(
            summary = "Take Google's answer",
            description = "Where Google sends the browser back to, with `code` and `state`; the state works once, for "
                    + "ten minutes. The mailbox is read from then on.")
    @GetMapping(BACK)
    Mono<ResponseEntity<String>> end(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String error) {
        if (error != null) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Gmail was not connected: " + error.replaceAll("[^\\w ]", ""));
        }
        if (code == null || state == null) {
            throw Problem.field(code == null ? "code" : "state", "can't be blank");
        }
        return states.end(GmailSettings.PROVIDER, state)
                .flatMap(begun -> agreed(code, state)
                        .flatMap(mailbox -> connectInbox.connect(
                                begun.accountId(), begun.inboxId(), GmailSettings.PROVIDER, mailbox))
                        .contextWrite(Audit.by(begun.by())))
                .thenReturn(ResponseEntity.ok("Gmail is connected. You can close this window."));
    }

    private Mono<GmailSettings> agreed(String code, String state) {
        return tokens.exchange(code, address.of(BACK), states.verifier(state))
                .flatMap(this::opened)
                .onErrorMap(
                        WebClientException.class,
                        _ -> Problem.of(ProblemCode.UPSTREAM_FAILED, "Google cannot be reached"))
                .switchIfEmpty(
                        Mono.error(() -> Problem.of(ProblemCode.UPSTREAM_FAILED, "Google did not confirm the agreement")
                                .advise("Begin it again.")));
    }

    private Mono<GmailSettings> opened(Granted granted) {
        String access = granted.accessToken();
        String refresh = granted.refreshToken();
        if (access == null || refresh == null) {
            return Mono.empty();
        }
        List<String> scopes = List.of(String.valueOf(granted.scope()).split(" "));
        if (!scopes.containsAll(SCOPES)) {
            return Mono.error(Problem.of(ProblemCode.FORBIDDEN, "Google may not read and send mails for Switchboard")
                    .advise("Begin it again, and allow both."));
        }
        return client.profile(access).map(profile -> new GmailSettings(profile.emailAddress(), null, refresh, null));
    }
}
