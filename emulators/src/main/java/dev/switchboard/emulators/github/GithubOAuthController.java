package dev.switchboard.emulators.github;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.emulators.EmulatorSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// GitHub's OAuth with PKCE, and a user who agrees to everything at once. A token lasts eight hours.
@RestController
class GithubOAuthController {
    private static final int WAITING = 1000;
    private static final String REFRESH = "ghr_demo";

    private final EmulatorSettings settings;
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();

    private record Asked(String redirect, String challenge) {}

    GithubOAuthController(EmulatorSettings settings) {
        this.settings = settings;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record Access(
            @Nullable String accessToken,
            @Nullable String refreshToken,
            @Nullable Long expiresIn,
            @Nullable String tokenType,
            @Nullable String scope,
            @Nullable String error) {
        static Access wrong(String error) {
            return new Access(null, null, null, null, null, error);
        }
    }

    @GetMapping("/github/login/oauth/authorize")
    ResponseEntity<Void> authorize(
            @RequestParam("client_id") String clientId,
            @RequestParam("redirect_uri") URI redirect,
            @RequestParam String state,
            @RequestParam("code_challenge") String challenge) {
        if (!clientId.equals(settings.github().clientId()) || codes.size() >= WAITING) {
            return ResponseEntity.badRequest().build();
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, new Asked(redirect.toString(), challenge));
        URI back = UriComponentsBuilder.fromUri(redirect)
                .queryParam("code", code)
                .queryParam("state", "{state}")
                .build(state);
        return ResponseEntity.status(HttpStatus.FOUND).location(back).build();
    }

    /// What is wrong, GitHub says with status 200.
    @PostMapping("/github/login/oauth/access_token")
    Mono<Access> access(ServerWebExchange exchange) {
        return exchange.getFormData().map(form -> {
            EmulatorSettings.Github own = settings.github();
            if (!own.clientId().equals(form.getFirst("client_id"))
                    || !own.clientSecret().equals(form.getFirst("client_secret"))) {
                return Access.wrong("incorrect_client_credentials");
            }
            if ("refresh_token".equals(form.getFirst("grant_type"))) {
                return REFRESH.equals(form.getFirst("refresh_token")) ? granted() : Access.wrong("bad_refresh_token");
            }
            Asked asked = codes.remove(Objects.requireNonNullElse(form.getFirst("code"), ""));
            if (asked == null || !asked.challenge().equals(challenge(String.valueOf(form.getFirst("code_verifier"))))) {
                return Access.wrong("bad_verification_code");
            }
            return asked.redirect().equals(form.getFirst("redirect_uri"))
                    ? granted()
                    : Access.wrong("redirect_uri_mismatch");
        });
    }

    private Access granted() {
        return new Access(settings.github().accessToken(), REFRESH, 28_800L, "bearer", "repo", null);
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
