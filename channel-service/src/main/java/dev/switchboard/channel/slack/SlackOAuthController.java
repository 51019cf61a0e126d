package dev.switchboard.channel.slack;

import dev.switchboard.channel.channel.Authority;
import dev.switchboard.channel.channel.ConnectInbox;
import dev.switchboard.channel.channel.Inboxes;
import dev.switchboard.channel.channel.PublicAddress;
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
import java.util.Optional;
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

/// Connects a channel of Slack in the browser: the same path begins, and takes what Slack brings back.
@RestController
@Tag(name = "Netia: integrations")
class SlackOAuthController {
    private static final String PATH = "/api/slack/oauth";
    private static final String SCOPES =
            "chat:write,channels:history,groups:history,files:read,users:read,users:read.email,incoming-webhook";

    private final SlackApiSettings settings;
    private final SlackClient client;
    private final OAuthState states;
    private final ConnectInbox connectInbox;
    private final Inboxes inboxes;
    private final PublicAddress address;

    SlackOAuthController(
            SlackApiSettings settings,
            SlackClient client,
            OAuthState states,
            ConnectInbox connectInbox,
            Inboxes inboxes,
            PublicAddress address) {
        this.settings = settings;
        this.client = client;
        this.states = states;
        this.connectInbox = connectInbox;
        this.inboxes = inboxes;
        this.address = address;
    }

    @Operation(
            summary = "Connect Slack",
            description = "Without `code`: answers with the address at Slack, as `{data: {url}}` where JSON is asked "
                    + "for and as a redirect otherwise; for owners, admins and secret keys. `inbox_id` names the inbox "
                    + "of the channel `slack`, else it is the account's first. With `code` and `state`: Slack's "
                    + "answer; the state works once, for ten minutes.")
    @GetMapping(PATH)
    Mono<ResponseEntity<?>> oauth(
            Caller caller,
            ServerHttpRequest request,
            @RequestParam(name = "inbox_id", required = false) @Nullable UUID inboxId,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String error) {
        if (code != null && state != null) {
            return end(code, state).thenReturn(ResponseEntity.ok("Slack is connected. You can close this window."));
        }
        if (error != null) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Slack was not connected: " + error.replaceAll("[^\\w ]", ""));
        }
        if (!(caller instanceof Caller.Staff staff)) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "Log in to connect Slack");
        }
        return begin(staff, inboxId).map(url -> Redirect.to(url, request));
    }

    private Mono<URI> begin(Caller.Staff caller, @Nullable UUID inboxId) {
        UUID account = Authority.administering(caller);
        if (settings.clientId().isEmpty()) {
            throw Problem.of(ProblemCode.NOT_SUPPORTED, "This installation has no application at Slack")
                    .advise("Set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET.");
        }
        UUID inbox = Optional.ofNullable(inboxId)
                .or(() -> inboxes.of(account, Channel.SLACK))
                .orElseThrow(() -> Problem.field("inbox_id", "can't be blank: there is no inbox for Slack yet"));
        inboxes.require(account, inbox, Channel.SLACK);
        return states.begin(OAuthState.Begun.by(caller, SlackSettings.PROVIDER, inbox), settings.patience())
                .map(state -> UriComponentsBuilder.fromUri(settings.url())
                        .path("/oauth/v2/authorize")
                        .queryParam("client_id", "{client}")
                        .queryParam("scope", "{scope}")
                        .queryParam("state", "{state}")
                        .queryParam("redirect_uri", "{redirect}")
                        .encode()
                        .buildAndExpand(settings.clientId(), SCOPES, state, address.of(PATH))
                        .toUri());
    }

    private Mono<Void> end(String code, String state) {
        return states.end(SlackSettings.PROVIDER, state)
                .flatMap(begun -> client.exchange(code, address.of(PATH))
                        .onErrorMap(
                                WebClientException.class,
                                _ -> Problem.of(ProblemCode.UPSTREAM_FAILED, "Slack cannot be reached"))
                        .mapNotNull(this::settings)
                        .switchIfEmpty(Mono.error(
                                () -> Problem.of(ProblemCode.UPSTREAM_FAILED, "Slack did not confirm the agreement")
                                        .advise("Begin it again.")))
                        .flatMap(connected -> connectInbox.connect(
                                begun.accountId(), begun.inboxId(), SlackSettings.PROVIDER, connected))
                        .contextWrite(Audit.by(begun.by())));
    }

    private @Nullable SlackSettings settings(SlackClient.Access access) {
        SlackClient.Team team = access.team();
        String channel = access.incomingWebhook() == null
                ? null
                : access.incomingWebhook().channelId();
        return team == null
                        || team.id() == null
                        || channel == null
                        || access.accessToken() == null
                        || access.botUserId() == null
                ? null
                : new SlackSettings(
                        team.id(),
                        channel,
                        access.botUserId(),
                        access.accessToken(),
                        settings.signingSecret(),
                        team.name());
    }
}
