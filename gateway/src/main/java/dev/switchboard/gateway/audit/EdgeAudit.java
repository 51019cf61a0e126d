package dev.switchboard.gateway.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.service.Trace;
import dev.switchboard.gateway.participant.FactPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/// Tells the audit log what no service sees. The gateway keeps nothing: while Kafka is out of reach such an entry is
/// lost, and `switchboard.audit.lost` counts it. Neither a client that is refused all day nor a key that is always used
/// from one place floods the log: of 10,000 pairs each is told of once an hour, or once a day.
@Component
class EdgeAudit {
    private static final int MOST = 10_000;
    private static final int LONGEST_PATH = 200;

    private final FactPublisher publisher;
    private final Clock clock;
    private final Counter lost;
    private final Cache<String, Boolean> refusals = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Duration.ofHours(1))
            .build();
    private final Cache<String, Boolean> uses = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Duration.ofDays(1))
            .build();

    EdgeAudit(FactPublisher publisher, Clock clock, MeterRegistry meters) {
        this.publisher = publisher;
        this.clock = clock;
        this.lost = Audit.lost(meters);
    }

    /// Somebody of the account asked for what it may not have.
    void refused(Caller.Staff caller, ServerHttpRequest request, String address) {
        String path = request.getMethod() + " " + request.getURI().getRawPath();
        String asked = path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH);
        if (refusals.asMap().putIfAbsent(who(caller) + address + asked, true) == null) {
            tell(caller, Act.of("access.refused", "route", asked), request, address);
        }
    }

    void used(Caller.Staff caller, UUID keyId, ServerHttpRequest request, String address) {
        if (uses.asMap().putIfAbsent(keyId + address, true) == null) {
            tell(caller, Act.of(AuditRecorded.KEY_USED, "api_key", keyId), request, address);
        }
    }

    private static String who(Caller.Staff caller) {
        return switch (caller) {
            case Caller.Agent agent -> agent.userId().toString();
            case Caller.Server server -> server.keyId().toString();
        };
    }

    private void tell(Caller.Staff caller, Act act, ServerHttpRequest request, String address) {
        AuditRecorded fact = new AuditRecorded(
                Ids.next(),
                caller.accountId(),
                clock.instant(),
                Audit.actor(caller),
                act.action(),
                act.thing(),
                address,
                request.getHeaders().getFirst(HttpHeaders.USER_AGENT),
                Trace.parse(request.getHeaders().getFirst(Trace.HEADER)).traceId(),
                act.changes());
        publisher.publish(fact, _ -> lost.increment());
    }
}
