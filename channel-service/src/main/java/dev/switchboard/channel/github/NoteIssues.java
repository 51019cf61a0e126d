package dev.switchboard.channel.github;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.IntegrationActed;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Tells the conversations that an issue is linked to what became of it, once for each delivery of GitHub.
@Service
class NoteIssues {
    /// GitHub lets people deliver again what is at most three days old.
    private static final Duration KEPT = Duration.ofDays(7);

    private final GithubLinks links;
    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;

    NoteIssues(GithubLinks links, DatabaseClient database, Outbox outbox, Clock clock) {
        this.links = links;
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    Mono<Void> note(String delivery, @Nullable String kind, IssueEvent event) {
        String note = event.note(kind);
        IssueEvent.Told issue = event.issue();
        String repo = event.repo();
        if (note == null || issue == null || repo == null) {
            return Mono.empty();
        }
        return isNew(delivery)
                .filter(fresh -> fresh)
                .flatMap(_ -> links.ofIssue(repo, issue.number())
                        .map(link -> new IntegrationActed.Noted(
                                Ids.next(),
                                link.accountId(),
                                link.conversationId(),
                                clock.instant(),
                                new Author(Author.Kind.SYSTEM, null, "GitHub", null),
                                note))
                        .collectList()
                        .flatMap(outbox::tell));
    }

    private Mono<Boolean> isNew(String delivery) {
        return database.sql("DELETE FROM github_delivery WHERE received_at < $1")
                .bind(0, clock.instant().minus(KEPT))
                .then()
                .then(database.sql("INSERT INTO github_delivery (id) VALUES ($1) ON CONFLICT DO NOTHING")
                        .bind(0, delivery)
                        .fetch()
                        .rowsUpdated()
                        .map(rows -> rows == 1));
    }
}
