package dev.switchboard.channel.gmail;

import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.ProviderHttp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.BodyInserters.FormInserter;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// Google's tokens. Those for an hour are kept in memory only.
@Component
class GoogleTokens {
    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    @JsonNaming(SnakeCaseStrategy.class)
    record Granted(
            @Nullable String accessToken,
            @Nullable String refreshToken,
            @Nullable Long expiresIn,
            @Nullable String scope,
            @Nullable String error) {
        @Override
        public String toString() {
            return "Granted[scope=" + scope + ", error=" + error + "]";
        }
    }

    private record Access(String token, Instant until) {}

    private final ProviderHttp http;
    private final GoogleSettings settings;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, Access> known = new ConcurrentHashMap<>();

    GoogleTokens(ProviderHttp http, GoogleSettings settings, JsonMapper json, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /// For the code of an agreement. Empty where Google does not take it.
    Mono<Granted> exchange(String code, String redirect, String verifier) {
        return ask(form("authorization_code")
                        .with("code", code)
                        .with("redirect_uri", redirect)
                        .with("code_verifier", verifier))
                .filter(Answer::isSuccess)
                .mapNotNull(answer -> answer.as(json, Granted.class));
    }

    /// What opens the mailbox for a while. Fails with `GmailTrouble`.
    Mono<String> access(GmailSettings mailbox) {
        Access access = known.get(mailbox.refreshToken());
        return access != null && clock.instant().isBefore(access.until())
                ? Mono.just(access.token())
                : ask(form("refresh_token").with("refresh_token", mailbox.refreshToken()))
                        .map(answer -> keep(mailbox, answer));
    }

    private String keep(GmailSettings mailbox, Answer answer) {
        Granted granted = answer.as(json, Granted.class);
        if (granted != null && "invalid_grant".equals(granted.error())) {
            throw GmailTrouble.ended();
        }
        if (!answer.isSuccess() || granted == null || granted.accessToken() == null) {
            throw GmailTrouble.passing(
                    granted != null && "invalid_client".equals(granted.error())
                            ? "Google does not know this installation's application"
                            : "Google gives no access now (" + answer.status() + ")");
        }
        long seconds = granted.expiresIn() == null ? 3600 : granted.expiresIn();
        if (known.size() >= MOST) {
            known.clear();
        }
        Access access = new Access(
                granted.accessToken(), clock.instant().plusSeconds(seconds).minus(EARLY));
        known.put(mailbox.refreshToken(), access);
        return access.token();
    }

    /// It is not taken any more.
    void forget(GmailSettings mailbox) {
        known.remove(mailbox.refreshToken());
    }

    /// Ends the agreement at Google; whatever it answers.
    Mono<Void> revoke(GmailSettings mailbox) {
        forget(mailbox);
        return http.ask(http.client()
                        .post()
                        .uri(settings.tokenUrl() + "/revoke")
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body(BodyInserters.fromFormData("token", mailbox.refreshToken())))
                .then();
    }

    private FormInserter<String> form(String grant) {
        return BodyInserters.fromFormData("grant_type", grant)
                .with("client_id", settings.clientId())
                .with("client_secret", settings.clientSecret());
    }

    private Mono<Answer> ask(FormInserter<String> form) {
        return http.ask(http.client()
                .post()
                .uri(settings.tokenUrl() + "/token")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form));
    }
}
