package dev.switchboard.emulators.google;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.EmulatedError;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Google's consent, with a person who agrees to everything at once, and its tokens.
@RestController
class GoogleOAuthController {
    private static final int WAITING = 1000;

    private final EmulatorSettings.Google settings;
    private final Grants grants;
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();

    private record Asked(String redirect, String challenge, String scope, boolean lasting) {}

    GoogleOAuthController(EmulatorSettings settings, Grants grants) {
        this.settings = settings.google();
        this.grants = grants;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record Granted(
            String accessToken, long expiresIn, @Nullable String refreshToken, String scope, String tokenType) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Refused(String error, String errorDescription) {}

    @GetMapping("/google/o/oauth2/v2/auth")
    ResponseEntity<Void> consent(
            @RequestParam("client_id") String clientId,
            @RequestParam("redirect_uri") URI redirect,
            @RequestParam String scope,
            @RequestParam String state,
            @RequestParam("code_challenge") String challenge,
            @RequestParam(name = "access_type", required = false) @Nullable String accessType) {
        if (!clientId.equals(settings.clientId()) || codes.size() >= WAITING) {
            return ResponseEntity.badRequest().build();
        }
        String code = "4." + UUID.randomUUID();
        codes.put(code, new Asked(redirect.toString(), challenge, scope, "offline".equals(accessType)));
        URI back = UriComponentsBuilder.fromUri(redirect)
                .queryParam("state", "{state}")
                .queryParam("code", "{code}")
                .encode()
                .build(state, code);
        return ResponseEntity.status(HttpStatus.FOUND).location(back).build();
    }

    @PostMapping("/google/token")
    Mono<Granted> token(ServerWebExchange exchange) {
        return exchange.getFormData().map(form -> {
            if (!settings.clientId().equals(form.getFirst("client_id"))
                    || !settings.clientSecret().equals(form.getFirst("client_secret"))) {
                throw new EmulatedError(401, new Refused("invalid_client", "The OAuth client was not found."));
            }
            return "refresh_token".equals(form.getFirst("grant_type")) ? refreshed(form) : exchanged(form);
        });
    }

    private Granted refreshed(MultiValueMap<String, String> form) {
        return granted(String.valueOf(form.getFirst("refresh_token")), null, "");
    }

    private Granted exchanged(MultiValueMap<String, String> form) {
        Asked asked = codes.remove(String.valueOf(form.getFirst("code")));
        if (asked == null
                || !asked.redirect().equals(form.getFirst("redirect_uri"))
                || !asked.challenge().equals(challenge(String.valueOf(form.getFirst("code_verifier"))))) {
            throw ended();
        }
        String refresh = grants.agree();
        return granted(refresh, asked.lasting() ? refresh : null, asked.scope());
    }

    private Granted granted(String refresh, @Nullable String shown, String scope) {
        String access = grants.access(refresh);
        if (access == null) {
            throw ended();
        }
        return new Granted(access, 3599, shown, scope, "Bearer");
    }

    private static EmulatedError ended() {
        return new EmulatedError(400, new Refused("invalid_grant", "Token has been expired or revoked."));
    }

    @PostMapping("/google/revoke")
    Mono<Void> revoke(ServerWebExchange exchange) {
        return exchange.getFormData()
                .doOnNext(form -> grants.end(String.valueOf(form.getFirst("token"))))
                .then();
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
