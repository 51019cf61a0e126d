package dev.switchboard.ai.answer;

import dev.switchboard.ai.inbox.Inboxes;
import dev.switchboard.common.contract.ContextAssembled;
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

/// The questions that wait. Of one conversation only the first may be taken.
@Repository
public class AnswerJobs {
    private final DatabaseClient database;
    private final Inboxes inboxes;
    private final AnswerSettings settings;

    AnswerJobs(DatabaseClient database, Inboxes inboxes, AnswerSettings settings) {
        this.database = database;
        this.inboxes = inboxes;
        this.settings = settings;
    }

    /// In the order of the list. A question that waits already, or that was answered, is not taken again; one in an
    /// inbox where an outside bot answers is not ours.
    public Mono<Void> add(List<Received<ContextAssembled>> assembled) {
        List<Received<ContextAssembled>> contexts = assembled.stream()
                .filter(received -> inboxes.isOurs(received.fact().address().inboxId()))
                .toList();
        if (contexts.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
                        INSERT INTO answer_job (id, account_id, conversation_id, question_id, context, traceparent)
                        SELECT id, account_id, conversation_id, question_id, context, traceparent
                        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[])
                            WITH ORDINALITY
                            AS asked (id, account_id, conversation_id, question_id, context, traceparent, place)
                        WHERE NOT EXISTS (SELECT 1 FROM answer WHERE answer.question_id = asked.question_id)
                          AND NOT EXISTS (
                            SELECT 1 FROM erased_conversation e WHERE e.conversation_id = asked.conversation_id)
                        ORDER BY place
                        ON CONFLICT (question_id) DO NOTHING
                        """)
                .bind(0, contexts.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
                .bind(1, contexts.stream().map(c -> c.fact().accountId()).toArray(UUID[]::new))
                .bind(2, contexts.stream().map(c -> c.fact().conversationId()).toArray(UUID[]::new))
                .bind(3, contexts.stream().map(c -> c.fact().questionId()).toArray(UUID[]::new))
                .bind(4, contexts.stream().map(c -> WireJson.write(c.fact())).toArray(String[]::new))
                .bind(5, contexts.stream().map(Received::trace).toArray(String[]::new))
                .fetch()
                .rowsUpdated()
                .then();
    }

    /// Leases jobs to this worker, and jobs whose lease has run out too.
    Flux<AnswerJob> take(int limit) {
        return database.sql("""
                        UPDATE answer_job
                        SET attempts = attempts + 1, leased_until = now() + $2 * interval '1 millisecond'
                        WHERE id IN (
                            SELECT id FROM answer_job AS job
                            WHERE (leased_until IS NULL OR leased_until < now())
                              AND NOT EXISTS (
                                SELECT 1 FROM answer_job AS earlier
                                WHERE earlier.conversation_id = job.conversation_id
                                  AND earlier.position < job.position)
                            ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, context, traceparent, attempts
                        """)
                .bind(0, limit)
                .bind(1, settings.lease().toMillis())
                .mapProperties(JobRow.class)
                .all()
                .map(JobRow::job);
    }

    /// In the running transaction. False where another worker has taken the job in the meantime.
    Mono<Boolean> finish(AnswerJob job) {
        return database.sql("DELETE FROM answer_job WHERE id = $1 AND attempts = $2")
                .bind(0, job.id())
                .bind(1, job.attempt())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// Gives a job back, to be taken again after a pause.
    Mono<Void> giveBack(AnswerJob job) {
        Duration pause = settings.retry().multipliedBy(job.attempt());
        return database.sql("""
                        UPDATE answer_job SET leased_until = now() + $3 * interval '1 millisecond'
                        WHERE id = $1 AND attempts = $2
                        """)
                .bind(0, job.id())
                .bind(1, job.attempt())
                .bind(2, pause.toMillis())
                .fetch()
                .rowsUpdated()
                .then();
    }

    private record JobRow(UUID id, String context, String traceparent, int attempts) {
        AnswerJob job() {
            return new AnswerJob(id, WireJson.read(context, ContextAssembled.class), traceparent, attempts);
        }
    }
}
