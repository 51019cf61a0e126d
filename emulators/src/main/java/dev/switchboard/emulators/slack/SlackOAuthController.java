package dev.switchboard.emulators.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.emulators.EmulatorSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Slack's OAuth, with a user who agrees to everything at once.
@RestController
class SlackOAuthController {
    private static final int WAITING = 1000;

    private final EmulatorSettings settings;
    private final Map<String, String> codes = new ConcurrentHashMap<>();

    SlackOAuthController(EmulatorSettings settings) {
        this.settings = settings;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record Access(
            boolean ok,
            @Nullable String error,
            @Nullable String accessToken,
            @Nullable String tokenType,
            @Nullable String scope,
            @Nullable String botUserId,
            @Nullable String appId,
            @Nullable Team team,
            @Nullable IncomingWebhook incomingWebhook) {
        static Access wrong(String error) {
            return new Access(false, error, null, null, null, null, null, null, null);
        }
    }

    record Team(String id, String name) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record IncomingWebhook(String channel, String channelId, String configurationUrl, String url) {}

    @GetMapping("/slack/oauth/v2/authorize")
    ResponseEntity<Void> authorize(
            @RequestParam("client_id") String clientId,
            @RequestParam("redirect_uri") URI redirect,
            @RequestParam String state) {
        if (!clientId.equals(settings.slack().clientId()) || codes.size() >= WAITING) {
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

    @PostMapping("/slack/api/oauth.v2.access")
    Mono<Access> access(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            ServerWebExchange exchange) {
        return exchange.getFormData().map(form -> {
            EmulatorSettings.Slack own = settings.slack();
            String credential = own.clientId() + ":" + own.clientSecret();
            String basic = "Basic " + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
            if (!basic.equals(authorization)) {
                return Access.wrong("bad_client_secret");
            }
            String code = Objects.requireNonNullElse(form.getFirst("code"), "");
            String redirect = codes.remove(code);
            if (redirect == null) {
                return Access.wrong("invalid_code");
            }
            if (!redirect.equals(form.getFirst("redirect_uri"))) {
                return Access.wrong("bad_redirect_uri");
            }
            return new Access(
                    true,
                    null,
                    own.botToken(),
                    "bot",
                    "chat:write,channels:history,incoming-webhook",
                    own.botUser(),
                    "A0DEMO",
                    new Team(own.team(), "Demo"),
                    new IncomingWebhook("#support", own.channel(), "https://demo.slack.test/apps", "https://h.test"));
        });
    }
}
