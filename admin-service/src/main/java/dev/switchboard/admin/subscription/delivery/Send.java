package dev.switchboard.admin.subscription.delivery;

import dev.switchboard.admin.subscription.SigningSecret;
import dev.switchboard.admin.subscription.SubscriptionSettings;
import dev.switchboard.common.egress.EgressAnswer;
import dev.switchboard.common.egress.EgressClient;
import dev.switchboard.common.egress.EgressFailed;
import dev.switchboard.common.egress.EgressRefused;
import dev.switchboard.common.egress.EgressRequest;
import dev.switchboard.common.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Calls a receiver once, as Standard Webhooks 1.0 says.
@Component
class Send {
    private static final int GONE = 410;

    private final EgressClient egress;
    private final SecretBox secrets;
    private final SubscriptionSettings patience;
    private final DeliverySettings settings;
    private final Clock clock;

    Send(
            EgressClient egress,
            SecretBox secrets,
            SubscriptionSettings patience,
            DeliverySettings settings,
            Clock clock) {
        this.egress = egress;
        this.secrets = secrets;
        this.patience = patience;
        this.settings = settings;
        this.clock = clock;
    }

    /// Never fails for what the receiver does.
    Mono<Attempt> send(Job job) {
        return Mono.defer(() -> {
            Instant at = clock.instant();
            long began = System.nanoTime();
            return egress.send(request(job, at))
                    .map(answer -> new Attempt(outcome(answer), kept(answer), at, since(began)))
                    .onErrorResume(
                            EgressFailed.class,
                            failed -> Mono.just(new Attempt(new Outcome.Lost(failed.reason()), null, at, since(began))))
                    .onErrorResume(
                            EgressRefused.class,
                            refused -> Mono.just(new Attempt(
                                    new Outcome.Lost("The url " + refused.what()), null, at, since(began))));
        });
    }

    private EgressRequest request(Job job, Instant at) {
        byte[] body = job.body().getBytes(StandardCharsets.UTF_8);
        long timestamp = at.getEpochSecond();
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "webhook-id",
                job.id().toString(),
                "webhook-timestamp",
                Long.toString(timestamp),
                "webhook-signature",
                SigningSecret.header(job.secrets(secrets, at), job.id(), timestamp, body));
        return EgressRequest.post(job.url(), headers, body, patience.patience(), settings.response());
    }

    private Outcome outcome(EgressAnswer answer) {
        if (answer.successful()) {
            return new Outcome.Taken(answer.status());
        }
        return answer.status() == GONE
                ? new Outcome.Gone()
                : new Outcome.Rejected(answer.status(), retryAfter(answer.header("Retry-After")));
    }

    /// Seconds, or a date (RFC 9110, 10.2.3).
    private @Nullable Duration retryAfter(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.matches("\\d{1,7}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(clock.instant(), at);
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// PostgreSQL takes every character but NUL.
    private static String kept(EgressAnswer answer) {
        return answer.text().replace('\0', '\uFFFD');
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
