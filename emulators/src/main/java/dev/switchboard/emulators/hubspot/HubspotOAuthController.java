package dev.switchboard.emulators.hubspot;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.EmulatedError;
import dev.switchboard.emulators.hubspot.HubspotGrants.Refusal;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// HubSpot's OAuth, and a user who agrees to everything at once.
@RestController
class HubspotOAuthController {
    private static final int WAITING = 1000;

    private final EmulatorSettings settings;
    private final HubspotGrants grants;
    private final Map<String, String> codes = new ConcurrentHashMap<>();

    HubspotOAuthController(EmulatorSettings settings, HubspotGrants grants) {
        this.settings = settings;
        this.grants = grants;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Access(String accessToken, String refreshToken, long expiresIn, String tokenType) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Portal(long hubId, String hubDomain, long appId, String user) {}

    @GetMapping("/hubspot/oauth/authorize")
    ResponseEntity<Void> authorize(
            @RequestParam("client_id") String clientId,
            @RequestParam("redirect_uri") URI redirect,
            @RequestParam String scope,
            @RequestParam String state) {
        if (!clientId.equals(settings.hubspot().clientId()) || scope.isBlank() || codes.size() >= WAITING) {
            return ResponseEntity.badRequest().build();
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, redirect.toString());
        URI back = UriComponentsBuilder.fromUri(redirect)
                .queryParam("code", code)
                .queryParam("state", "{state}")
                .build(state);
        return ResponseEntity.status(HttpStatus.FOUND).location(back).build();
    }

    @PostMapping("/hubspot/api/oauth/v1/token")
    Mono<Access> token(ServerWebExchange exchange) {
        return exchange.getFormData().map(form -> {
            EmulatorSettings.Hubspot own = settings.hubspot();
            if (!own.clientId().equals(form.getFirst("client_id"))
                    || !own.clientSecret().equals(form.getFirst("client_secret"))) {
                throw wrong("BAD_CLIENT_SECRET");
            }
            String refresh = "refresh_token".equals(form.getFirst("grant_type"))
                    ? text(form, "refresh_token")
                    : agreed(text(form, "code"), text(form, "redirect_uri"));
            String access = refresh == null ? null : grants.access(refresh);
            if (refresh == null || access == null) {
                throw wrong("BAD_AUTH_CODE");
            }
            return new Access(access, refresh, own.life(), "bearer");
        });
    }

    private static String text(MultiValueMap<String, String> form, String field) {
        return Objects.requireNonNullElse(form.getFirst(field), "");
    }

    private @Nullable String agreed(String code, String redirect) {
        return redirect.equals(codes.remove(code)) ? grants.begin() : null;
    }

    private static EmulatedError wrong(String status) {
        return new EmulatedError(400, new Refusal(status, "The agreement is not taken"));
    }

    @GetMapping("/hubspot/api/oauth/v1/access-tokens/{token}")
    Portal portal(@PathVariable String token) {
        grants.authorize(token);
        EmulatorSettings.Hubspot own = settings.hubspot();
        return new Portal(own.portalId(), "acme.hubspot.test", own.appId(), "admin@acme.test");
    }

    @DeleteMapping("/hubspot/api/oauth/v1/refresh-tokens/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String token) {
        grants.end(token);
    }
}
