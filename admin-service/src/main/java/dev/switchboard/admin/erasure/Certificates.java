package dev.switchboard.admin.erasure;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.contract.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/// The certificates of all accounts. They name the customer by its id, which says nothing of it any more.
@Repository
class Certificates {
    /// Each service answers each request, and each sweep of a retention, once.
    private static final int MOST_PARTS = 1_000;
    private static final TypeReference<Map<String, Integer>> ROWS = new TypeReference<>() {};

    private final DatabaseClient database;

    Certificates(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> requested(CustomerUpdated.Erased erased) {
        return database.sql("""
                        INSERT INTO erasure AS e (account_id, customer_id, requested_at) VALUES ($1, $2, $3)
                        ON CONFLICT (account_id, customer_id)
                            DO UPDATE SET requested_at = least(e.requested_at, EXCLUDED.requested_at)
                        """)
                .bind(0, erased.accountId())
                .bind(1, erased.customerId())
                .bind(2, erased.occurredAt())
                .then();
    }

    Mono<Void> completed(ErasureCompleted part) {
        return database.sql("""
                        INSERT INTO erasure_part (event_id, account_id, customer_id, service, removed, completed_at)
                        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
                        """)
                .bind(0, part.eventId())
                .bind(1, part.accountId())
                .bind(2, part.customerId())
                .bind(3, part.service())
                .bind(4, WireJson.write(part.removed()))
                .bind(5, part.occurredAt())
                .then();
    }

    Mono<Certificate> of(UUID accountId, UUID customerId) {
        Mono<List<Instant>> requested = database.sql(
                        "SELECT requested_at FROM erasure WHERE account_id = $1 AND customer_id = $2")
                .bind(0, accountId)
                .bind(1, customerId)
                .mapValue(Instant.class)
                .all()
                .collectList();
        Mono<List<Certificate.Part>> parts = database.sql("""
                        SELECT service, completed_at, removed FROM erasure_part
                        WHERE account_id = $1 AND customer_id = $2 ORDER BY completed_at, event_id LIMIT $3
                        """)
                .bind(0, accountId)
                .bind(1, customerId)
                .bind(2, MOST_PARTS)
                .mapProperties(PartRow.class)
                .all()
                .map(PartRow::part)
                .collectList();
        return Mono.zip(requested, parts)
                .filter(found -> !found.getT1().isEmpty() || !found.getT2().isEmpty())
                .map(found -> Certificate.of(
                        customerId,
                        found.getT1().isEmpty() ? null : found.getT1().getFirst(),
                        found.getT2()));
    }

    private record PartRow(String service, Instant completedAt, String removed) {
        Certificate.Part part() {
            return new Certificate.Part(service, completedAt, WireJson.MAPPER.readValue(removed, ROWS));
        }
    }
}
