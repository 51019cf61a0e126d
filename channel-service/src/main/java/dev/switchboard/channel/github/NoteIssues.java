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
import reactor.core.publisher.Flux;
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
                .flatMap(_ -> concerned(repo, issue.number(), event.state(kind))
                        .map(link -> noted(link, note))
                        .collectList()
                        .flatMap(outbox::tell));
    }

    /// A state that a conversation knows already, because it was looked up meanwhile, is no news.
    private Flux<GithubLinks.Link> concerned(String repo, int number, @Nullable String state) {
        return state == null ? links.ofIssue(repo, number) : links.changed(repo, number, state);
    }

    /// The same for a state that was looked up.
    @Transactional
    Mono<Void> note(GithubLinks.Link link, String state) {
        String note = "GitHub issue [" + link.repo() + "#" + link.number() + "](" + link.url() + ") was "
                + (state.equals("closed") ? "closed" : "reopened");
        return links.changed(link, state).filter(news -> news).flatMap(_ -> outbox.tell(noted(link, note)));
    }

    private IntegrationActed.Noted noted(GithubLinks.Link link, String note) {
        return new IntegrationActed.Noted(
                Ids.next(),
                link.accountId(),
                link.conversationId(),
                clock.instant(),
                new Author(Author.Kind.SYSTEM, null, "GitHub", null),
                note);
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
