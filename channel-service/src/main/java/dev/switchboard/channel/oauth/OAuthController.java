package dev.switchboard.channel.oauth;

import dev.switchboard.channel.channel.Authority;
import dev.switchboard.channel.channel.PublicAddress;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Connects an account with a provider in the browser: the same path begins, and takes what the provider brings back.
@RestController
@Tag(name = "Netia: integrations")
class OAuthController {
    /// Of a path like `/api/github/oauth`.
    private static final int PROVIDER = 2;
    /// So long somebody may take to agree.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Map<String, Application> applications;
    private final Agreements agreements;
    private final OAuthState states;
    private final PublicAddress address;

    OAuthController(List<Application> applications, Agreements agreements, OAuthState states, PublicAddress address) {
        this.applications = applications.stream().collect(Collectors.toMap(Application::provider, Function.identity()));
        this.agreements = agreements;
        this.states = states;
        this.address = address;
    }

    @Operation(
            summary = "Connect GitHub, HubSpot or Intercom",
            description = "Without `code`: answers with the address at the provider, as `{data: {url}}` where JSON is "
                    + "asked for and as a redirect otherwise; for owners, admins and secret keys. With `code` and "
                    + "`state`: the provider's answer; the state works once, for ten minutes.")
    @GetMapping({"/api/github/oauth", "/api/hubspot/oauth", "/api/intercom/oauth"})
    Mono<ResponseEntity<?>> oauth(
            Caller caller,
            ServerHttpRequest request,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String error) {
        Application application = named(request);
        if (code != null && state != null) {
            return end(application, code, state)
                    .thenReturn(ResponseEntity.ok(application.title() + " is connected. You can close this window."));
        }
        if (error != null) {
            throw Problem.of(
                    ProblemCode.FORBIDDEN,
                    application.title() + " was not connected: " + error.replaceAll("[^\\w ]", ""));
        }
        if (!(caller instanceof Caller.Staff staff)) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "Log in to connect " + application.title());
        }
        return begin(application, staff).map(url -> Redirect.to(url, request));
    }

    /// Whose address it is.
    private Application named(ServerHttpRequest request) {
        String provider = request.getPath().value().split("/", -1)[PROVIDER];
        return Objects.requireNonNull(applications.get(provider));
    }

    private Mono<URI> begin(Application application, Caller.Staff caller) {
        UUID account = Authority.administering(caller);
        String missing = application.missing();
        if (missing != null) {
            throw Problem.of(
                            ProblemCode.NOT_SUPPORTED, "This installation has no application at " + application.title())
                    .advise("Set " + missing + ".");
        }
        return states.begin(OAuthState.Begun.by(caller, application.provider(), account), PATIENCE)
                .map(state -> application.authorization(state, redirect(application), states.challenge(state)));
    }

    private String redirect(Application application) {
        return address.of("/api/" + application.provider() + "/oauth");
    }

    private Mono<Void> end(Application application, String code, String state) {
        return states.end(application.provider(), state)
                .flatMap(begun -> application
                        .agree(code, redirect(application), states.verifier(state))
                        .switchIfEmpty(Mono.error(() -> Problem.of(
                                        ProblemCode.UPSTREAM_FAILED,
                                        application.title() + " did not confirm the agreement")
                                .advise("Begin it again.")))
                        .flatMap(agreed -> agreements.connect(begun.accountId(), application.provider(), agreed))
                        .contextWrite(Audit.by(begun.by())));
    }

    record Shown(@Nullable Connected data) {}

    record Connected(UUID id, String name) {}

    @Operation(
            summary = "Show the connection with GitHub, HubSpot or Intercom",
            description = "`name` is the account's there; `data` is null where there is none.")
    @GetMapping({"/api/github/authorization", "/api/hubspot/authorization", "/api/intercom/authorization"})
    Mono<Shown> authorization(Caller.Staff caller, ServerHttpRequest request) {
        return agreements
                .of(caller.accountId(), named(request).provider())
                .map(connection -> new Shown(new Connected(connection.id(), connection.name())))
                .defaultIfEmpty(new Shown(null));
    }

    @Operation(
            summary = "Disconnect GitHub, HubSpot or Intercom",
            description = "By the `id` of its authorization. Its tokens are forgotten, and ended where the provider "
                    + "has a way to; nothing that was made there changes. For owners, admins and secret keys.")
    @DeleteMapping({
        "/api/github/authorizations/{id}",
        "/api/hubspot/authorizations/{id}",
        "/api/intercom/authorizations/{id}"
    })
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> disconnect(Caller.Staff caller, ServerHttpRequest request, @PathVariable UUID id) {
        Application application = named(request);
        return agreements
                .remove(Authority.administering(caller), application.provider(), id)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Authorization " + id)))
                .flatMap(application::revoke);
    }
}
