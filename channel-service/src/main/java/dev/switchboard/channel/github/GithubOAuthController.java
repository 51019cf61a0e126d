package dev.switchboard.channel.github;

import dev.switchboard.channel.channel.Authority;
import dev.switchboard.channel.channel.PublicAddress;
import dev.switchboard.channel.oauth.OAuthState;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/// Connects an account with GitHub in the browser: the same path begins, and takes what GitHub brings back.
@RestController
@Tag(name = "Netia: integrations")
class GithubOAuthController {
    private static final String PATH = "/api/github/oauth";
    private static final String PROVIDER = "github";

    private final GithubSettings settings;
    private final GithubClient client;
    private final GithubConnections connections;
    private final OAuthState states;
    private final PublicAddress address;

    GithubOAuthController(
            GithubSettings settings,
            GithubClient client,
            GithubConnections connections,
            OAuthState states,
            PublicAddress address) {
        this.settings = settings;
        this.client = client;
        this.connections = connections;
        this.states = states;
        this.address = address;
    }

    record Begun(Target data) {}

    record Target(String url) {}

    @Operation(
            summary = "Connect GitHub",
            description = "Without `code`: answers with the address at GitHub, as `{data: {url}}` where JSON is asked "
                    + "for and as a redirect otherwise; for owners, admins and secret keys. With `code` and `state`: "
                    + "GitHub's answer; the state works once, for ten minutes.")
    @GetMapping(PATH)
    Mono<ResponseEntity<?>> oauth(
            Caller caller,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String error) {
        if (code != null && state != null) {
            return end(code, state).thenReturn(ResponseEntity.ok("GitHub is connected. You can close this window."));
        }
        if (error != null) {
            throw Problem.of(ProblemCode.FORBIDDEN, "GitHub was not connected: " + error.replaceAll("[^\\w ]", ""));
        }
        if (!(caller instanceof Caller.Staff staff)) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "Log in to connect GitHub");
        }
        return begin(staff).map(url -> answer(request, url));
    }

    private static ResponseEntity<?> answer(ServerHttpRequest request, String url) {
        boolean json =
                request.getHeaders().getAccept().stream().anyMatch(MediaType.APPLICATION_JSON::equalsTypeAndSubtype);
        return json
                ? ResponseEntity.ok(new Begun(new Target(url)))
                : ResponseEntity.status(HttpStatus.FOUND)
                        .location(URI.create(url))
                        .build();
    }

    private Mono<String> begin(Caller.Staff caller) {
        UUID account = Authority.administering(caller);
        if (settings.clientId().isEmpty()) {
            throw Problem.of(ProblemCode.NOT_SUPPORTED, "This installation has no application at GitHub")
                    .advise("Set GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET and GITHUB_WEBHOOK_SECRET.");
        }
        UUID user = switch (caller) {
            case Caller.Agent agent -> agent.userId();
            case Caller.Server server -> server.keyId();
        };
        return states.begin(new OAuthState.Begun(PROVIDER, account, user, account), settings.patience())
                .map(state -> UriComponentsBuilder.fromUri(settings.url())
                        .path("/login/oauth/authorize")
                        .queryParam("client_id", "{client}")
                        .queryParam("scope", "repo")
                        .queryParam("state", "{state}")
                        .queryParam("redirect_uri", "{redirect}")
                        .queryParam("code_challenge", "{challenge}")
                        .queryParam("code_challenge_method", "S256")
                        .encode()
                        .buildAndExpand(settings.clientId(), state, address.of(PATH), states.challenge(state))
                        .toUriString());
    }

    private Mono<Void> end(String code, String state) {
        return states.end(PROVIDER, state)
                .flatMap(begun -> client.exchange(code, address.of(PATH), states.verifier(state))
                        .flatMap(tokens -> client.login(tokens)
                                .flatMap(login -> connections.store(begun.accountId(), login, tokens))
                                .thenReturn(true))
                        .switchIfEmpty(Mono.error(
                                () -> Problem.of(ProblemCode.UPSTREAM_FAILED, "GitHub did not confirm the agreement")
                                        .advise("Begin it again."))))
                .then();
    }

    record Shown(@Nullable Connected data) {}

    record Connected(UUID id, String login) {}

    @Operation(summary = "Show the connection with GitHub", description = "`data` is null where there is none.")
    @GetMapping("/api/github/authorization")
    Mono<Shown> authorization(Caller.Staff caller) {
        return connections
                .of(caller.accountId())
                .map(connection -> new Shown(new Connected(connection.id(), connection.login())))
                .defaultIfEmpty(new Shown(null));
    }

    @Operation(
            summary = "Disconnect GitHub",
            description = "By the `id` of its authorization. Its tokens are forgotten; links to issues stay. For "
                    + "owners, admins and secret keys.")
    @DeleteMapping("/api/github/authorizations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> disconnect(Caller.Staff caller, @PathVariable UUID id) {
        return connections
                .remove(Authority.administering(caller), id)
                .flatMap(removed -> removed ? Mono.<Void>empty() : Mono.error(Problem.notFound("Authorization " + id)));
    }
}
