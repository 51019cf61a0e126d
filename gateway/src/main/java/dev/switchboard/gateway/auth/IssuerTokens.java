package dev.switchboard.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/// Tokens of the one issuer outside that is trusted. admin-service verifies them and knows whose they are; its answer
/// serves for a minute, and whether the user still stands is asked of `Accounts` each time.
public final class IssuerTokens {
    /// @param issuer its `iss`; empty trusts none
    @ConfigurationProperties("switchboard.oidc")
    record Settings(@DefaultValue("") String issuer) {}

    private static final Duration REUSE = Duration.ofMinutes(1);
    private static final int LONGEST = 8 * 1024;
    /// More answers than this: the least used are asked for again.
    private static final int MOST = 10_000;
    /// More tokens than this under examination at once: the next one is told to come again.
    private static final int AT_ONCE = 64;

    private final Settings settings;
    private final SignOnClient client;
    private final Accounts accounts;
    private final Clock clock;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Cache<String, Answer> answers =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REUSE).build();

    private sealed interface Answer {
        record Yes(SignOnClient.Admitted admitted) implements Answer {}

        record No(Problem refusal) implements Answer {}
    }

    IssuerTokens(Settings settings, SignOnClient client, Accounts accounts, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.accounts = accounts;
        this.clock = clock;
    }

    /// Whether there is an issuer that people may come from.
    public boolean trusted() {
        return !settings.issuer().isEmpty();
    }

    /// Whether it claims to be the issuer's. That proves nothing: it says whom to ask.
    boolean claims(String token) {
        if (settings.issuer().isEmpty() || token.length() > LONGEST) {
            return false;
        }
        String[] parts = token.split("\\.", -1);
        try {
            return parts.length == 3
                    && settings.issuer()
                            .equals(WireJson.MAPPER
                                    .readTree(
                                            new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                                    .path("iss")
                                    .asString(""));
        } catch (IllegalArgumentException | JacksonException _) {
            return false;
        }
    }

    /// Asks about a token that claims to be the issuer's, unless that is known; then `caller` can tell.
    Mono<Void> examine(String token) {
        if (answers.getIfPresent(token) != null || !room.tryAcquire()) {
            return Mono.empty();
        }
        return client.admit(token)
                .flatMap(admitted -> arrived(admitted).thenReturn((Answer) new Answer.Yes(admitted)))
                .onErrorResume(Problem.class, refusal -> Mono.just(new Answer.No(refusal)))
                .doOnNext(answer -> {
                    if (!(answer instanceof Answer.No(Problem refusal))
                            || refusal.code().kind() != ProblemCode.Kind.UPSTREAM) {
                        answers.put(token, answer);
                    }
                })
                .doFinally(_ -> room.release())
                .then();
    }

    /// A user who is new, or has a new role, is on the way here.
    private Mono<Void> arrived(SignOnClient.Admitted admitted) {
        return accounts.await(() -> {
            var user = accounts.user(admitted.accountId(), admitted.userId());
            return user != null && user.role().equals(admitted.role());
        });
    }

    /// @throws Problem when it is not good, or could not be examined
    Caller.Agent caller(String token) {
        return switch (answers.getIfPresent(token)) {
            case null ->
                throw Problem.of(ProblemCode.UNAVAILABLE, "The token cannot be examined now")
                        .advise("Try again in a moment.");
            case Answer.No no -> throw no.refusal();
            case Answer.Yes yes -> agent(yes.admitted());
        };
    }

    private Caller.Agent agent(SignOnClient.Admitted admitted) {
        Instant now = clock.instant();
        if (admitted.expiresAt().isBefore(now)) {
            throw Problem.of(ProblemCode.INVALID_JWT_TOKEN, "The token has expired")
                    .advise("Sign on again.");
        }
        return new Caller.Agent(
                admitted.accountId(), admitted.userId(), 0, "", "", admitted.role(), admitted.sessionId());
    }
}
