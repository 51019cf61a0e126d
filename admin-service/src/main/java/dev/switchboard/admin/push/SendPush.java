package dev.switchboard.admin.push;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.egress.EgressAnswer;
import dev.switchboard.common.egress.EgressClient;
import dev.switchboard.common.egress.EgressFailed;
import dev.switchboard.common.egress.EgressRefused;
import dev.switchboard.common.egress.EgressRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// One attempt at one message. A browser that its push service does not know any more is forgotten; trouble is waited
/// out with growing pauses. The address comes from outside, so it is called through the guard alone.
@Component
class SendPush {
    private static final Logger LOG = LoggerFactory.getLogger(SendPush.class);
    private static final int MOST_BYTES = 1_000;

    private final EgressClient egress;
    private final VapidKeys keys;
    private final Devices devices;
    private final PushJobs jobs;
    private final PushSettings settings;
    private final Clock clock;

    SendPush(EgressClient egress, VapidKeys keys, Devices devices, PushJobs jobs, PushSettings settings, Clock clock) {
        this.egress = egress;
        this.keys = keys;
        this.devices = devices;
        this.jobs = jobs;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param path in the console
    private record Text(String body, String path, String tag) {}

    Mono<Void> attempt(PushJob job) {
        return keys.own()
                .flatMap(own -> Mono.fromCallable(() -> request(job, own)).subscribeOn(Schedulers.boundedElastic()))
                .flatMap(egress::send)
                .flatMap(answer -> settle(job, answer))
                .onErrorResume(EgressRefused.class, _ -> devices.gone(job.deviceId()))
                .onErrorResume(EgressFailed.class, _ -> later(job));
    }

    private EgressRequest request(PushJob job, KeyPair own) throws GeneralSecurityException {
        Text text = new Text(
                job.sentence(), "/app/inbox/all/" + job.conversationId(), job.kind() + "-" + job.conversationId());
        String endpoint = job.address().endpoint();
        Map<String, String> headers = Map.of(
                "Content-Type", "application/octet-stream",
                "Content-Encoding", "aes128gcm",
                "TTL", Long.toString(settings.goodFor().toSeconds()),
                "Urgency", "high",
                "Authorization", Vapid.authorization(endpoint, own, settings.contact(), clock.instant()));
        byte[] sealed = PushMessage.seal(WireJson.write(text).getBytes(StandardCharsets.UTF_8), job.address());
        return EgressRequest.post(endpoint, headers, sealed, settings.patience(), MOST_BYTES);
    }

    private Mono<Void> settle(PushJob job, EgressAnswer answer) {
        int status = answer.status();
        if (answer.successful()) {
            return jobs.over(job);
        }
        if (status == 404 || status == 410) {
            return devices.gone(job.deviceId());
        }
        if (status == 429 || status >= 500) {
            return later(job);
        }
        LOG.warn("push {} is given up: its push service answered {}", job.id(), status);
        return jobs.over(job);
    }

    private Mono<Void> later(PushJob job) {
        return job.attempt() >= settings.attempts()
                ? jobs.over(job)
                : jobs.again(job, settings.pause().multipliedBy(1L << Math.min(job.attempt() - 1, 10)));
    }
}
