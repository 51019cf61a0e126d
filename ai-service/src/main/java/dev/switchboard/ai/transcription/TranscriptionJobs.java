package dev.switchboard.ai.transcription;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Received;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The voice messages that wait. Of one conversation only the first may be taken.
@Repository
public class TranscriptionJobs {
    private final DatabaseClient database;
    private final TranscriptionSettings settings;

    TranscriptionJobs(DatabaseClient database, TranscriptionSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// In the order of the list; what is written, or said by the desk, is left out.
    public Mono<Void> add(List<Received<MessageCreated>> messages) {
        List<Received<MessageCreated>> spoken = messages.stream()
                .filter(received -> received.fact().spoken()
                        && received.fact().deduplicationKey() != null
                        && received.fact().author().kind() == Author.Kind.CUSTOMER)
                .toList();
        return Flux.fromIterable(spoken).concatMap(this::insert).then();
    }

    private Mono<Long> insert(Received<MessageCreated> received) {
        MessageCreated message = received.fact();
        return database.sql("""
                        INSERT INTO transcription_job (id, account_id, conversation_id, message_id, message, traceparent)
                        SELECT $1, $2, $3, $4, $5, $6
                        WHERE NOT EXISTS (SELECT 1 FROM erased_conversation WHERE conversation_id = $3)
                        ON CONFLICT (message_id) DO NOTHING
                        """)
                .bind(0, Ids.next())
                .bind(1, message.accountId())
                .bind(2, message.conversationId())
                .bind(3, message.messageId())
                .bind(4, WireJson.write(message))
                .bind(5, received.trace())
                .fetch()
                .rowsUpdated();
    }

    /// Leases jobs to this worker, and jobs whose lease has run out too.
    Flux<TranscriptionJob> take(int limit) {
        return database.sql("""
                        UPDATE transcription_job
                        SET attempts = attempts + 1, leased_until = now() + $2 * interval '1 millisecond'
                        WHERE id IN (
                            SELECT id FROM transcription_job AS job
                            WHERE (leased_until IS NULL OR leased_until < now())
                              AND NOT EXISTS (
                                SELECT 1 FROM transcription_job AS earlier
                                WHERE earlier.conversation_id = job.conversation_id
                                  AND earlier.position < job.position)
                            ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, message, traceparent, attempts
                        """)
                .bind(0, limit)
                .bind(1, settings.lease().toMillis())
                .mapProperties(JobRow.class)
                .all()
                .map(JobRow::job);
    }

    /// In the running transaction. False where another worker has taken the job in the meantime.
    Mono<Boolean> finish(TranscriptionJob job) {
        return database.sql("DELETE FROM transcription_job WHERE id = $1 AND attempts = $2")
                .bind(0, job.id())
                .bind(1, job.attempt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// Gives a job back, to be taken again after a pause.
    Mono<Void> giveBack(TranscriptionJob job, Duration pause) {
        return database.sql("""
                        UPDATE transcription_job SET leased_until = now() + $3 * interval '1 millisecond'
                        WHERE id = $1 AND attempts = $2
                        """)
                .bind(0, job.id())
                .bind(1, job.attempt())
                .bind(2, pause.toMillis())
                .fetch()
                .rowsUpdated()
                .then();
    }

    private record JobRow(UUID id, String message, String traceparent, int attempts) {
        TranscriptionJob job() {
            return new TranscriptionJob(id, WireJson.read(message, MessageCreated.class), traceparent, attempts);
        }
    }
}
