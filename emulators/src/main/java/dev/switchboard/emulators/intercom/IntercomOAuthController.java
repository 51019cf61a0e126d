package dev.switchboard.emulators.intercom;

import dev.switchboard.emulators.EmulatorSettings;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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

/// Intercom's OAuth, and a teammate who agrees at once.
@RestController
class IntercomOAuthController {
    private static final int WAITING = 1000;

    private final EmulatorSettings.Intercom settings;
    private final Set<String> codes = ConcurrentHashMap.newKeySet();

    IntercomOAuthController(EmulatorSettings settings) {
        this.settings = settings.intercom();
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Access(String tokenType, String token, String accessToken) {}

    @GetMapping("/intercom/oauth")
    ResponseEntity<Void> authorize(
            @RequestParam("client_id") String clientId,
            @RequestParam("redirect_uri") URI redirect,
            @RequestParam String state) {
        if (!clientId.equals(settings.clientId()) || codes.size() >= WAITING) {
            return ResponseEntity.badRequest().build();
        }
        String code = UUID.randomUUID().toString();
        codes.add(code);
        URI back = UriComponentsBuilder.fromUri(redirect)
                .queryParam("code", code)
                .queryParam("state", "{state}")
                .build(state);
        return ResponseEntity.status(HttpStatus.FOUND).location(back).build();
    }

    @PostMapping("/intercom/api/auth/eagle/token")
    Mono<Access> token(ServerWebExchange exchange) {
        return exchange.getFormData().map(form -> {
            if (!settings.clientId().equals(form.getFirst("client_id"))
                    || !settings.clientSecret().equals(form.getFirst("client_secret"))
                    || !codes.remove(String.valueOf(form.getFirst("code")))) {
                throw IntercomErrors.of(401, "unauthorized", "The code is not taken");
            }
            return new Access("Bearer", settings.accessToken(), settings.accessToken());
        });
    }
}
