package dev.switchboard.admin.push;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.secret.SecretBox;
import java.time.Duration;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The messages that wait for a worker.
@Repository
class PushJobs {
    private final DatabaseClient database;
    private final SecretBox box;
    private final PushSettings settings;

    PushJobs(DatabaseClient database, SecretBox box, PushSettings settings) {
        this.database = database;
        this.box = box;
        this.settings = settings;
    }

    private record JobRow(
            UUID id, UUID deviceId, String address, UUID conversationId, String kind, String sentence, int attempts) {}

    /// Leases messages to this worker, and messages whose lease has run out too.
    Flux<PushJob> take(int most) {
        return database.sql("""
                        UPDATE push_job j SET attempts = j.attempts + 1, due_at = now() + $2 * interval '1 millisecond'
                        FROM push_device d WHERE d.id = j.device_id
                            AND j.id IN (SELECT id FROM push_job WHERE due_at <= now()
                                ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
                        RETURNING j.id, j.device_id, d.address, j.conversation_id, j.kind, j.sentence, j.attempts
                        """)
                .bind(0, most)
                .bind(1, settings.lease().toMillis())
                .mapProperties(JobRow.class)
                .all()
                .map(row -> new PushJob(
                        row.id(),
                        row.deviceId(),
                        WireJson.read(box.open(row.address(), Devices.context(row.deviceId())), Address.class),
                        row.conversationId(),
                        row.kind(),
                        row.sentence(),
                        row.attempts()));
    }

    /// Told, or given up.
    Mono<Void> over(PushJob job) {
        return database.sql("DELETE FROM push_job WHERE id = $1")
                .bind(0, job.id())
                .fetch()
                .rowsUpdated()
                .then();
    }

    Mono<Void> again(PushJob job, Duration pause) {
        return database.sql("UPDATE push_job SET due_at = now() + $2 * interval '1 millisecond' WHERE id = $1")
                .bind(0, job.id())
                .bind(1, pause.toMillis())
                .fetch()
                .rowsUpdated()
                .then();
    }
}
