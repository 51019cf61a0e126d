package dev.switchboard.memory.knowledge;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.memory.knowledge.index.KnowledgeIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Tries an article's change on what customers really asked, before it is kept: nothing is changed by it.
@Component
public class PreviewChange {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int QUESTIONS = 500;
    private static final int ARTICLES = 2_000;

    private final Articles articles;
    private final DatabaseClient database;
    private final KnowledgeSettings settings;
    private final Clock clock;

    PreviewChange(Articles articles, DatabaseClient database, KnowledgeSettings settings, Clock clock) {
        this.articles = articles;
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param questions how many were tried
    /// @param differing those whose answer would be another one
    public record Preview(int questions, List<Difference> differing) {}

    /// @param before null where a person was asked
    /// @param after null where a person would be asked
    public record Difference(
            String question,
            @Nullable Finding before,
            @Nullable Finding after) {}

    /// What customers asked in the last 30 days, 500 of them at most, the latest ones.
    ///
    /// @param id of the article that would be created or replaced
    public Mono<Preview> of(UUID accountId, UUID id, ArticleContent content) {
        Mono<List<Edition>> editions =
                articles.editions(accountId).take(ARTICLES + 1L).collectList();
        return Mono.zip(editions, asked(accountId))
                .publishOn(Schedulers.boundedElastic())
                .map(both -> {
                    if (both.getT1().size() > ARTICLES) {
                        throw Problem.of(
                                ProblemCode.NOT_SUPPORTED,
                                "A preview takes accounts of up to " + ARTICLES + " articles");
                    }
                    return compare(both.getT1(), changed(accountId, id, content), both.getT2());
                });
    }

    private Mono<List<String>> asked(UUID accountId) {
        return database.sql("""
                        SELECT body FROM turn
                        WHERE account_id = $1 AND author = 'CUSTOMER' AND said_at > $2
                        GROUP BY body ORDER BY max(said_at) DESC LIMIT $3
                        """)
                .bind(0, accountId)
                .bind(1, clock.instant().minus(KEPT))
                .bind(2, QUESTIONS)
                .mapValue(String.class)
                .all()
                .collectList();
    }

    private Edition changed(UUID accountId, UUID id, ArticleContent content) {
        Instant now = clock.instant();
        Article article = new Article(
                accountId,
                id,
                Long.MAX_VALUE,
                content.title(),
                content.body(),
                content.category(),
                content.url(),
                content.asked(),
                now,
                now);
        return new Edition(article, Chunker.chunks(content.body(), settings.chunk()));
    }

    private Preview compare(List<Edition> editions, Edition changed, List<String> questions) {
        try (KnowledgeIndex index = new KnowledgeIndex()) {
            editions.forEach(edition -> index.put(edition.article(), edition.chunks()));
            List<@Nullable Finding> before = answers(index, changed, questions);
            index.put(changed.article(), changed.chunks());
            List<@Nullable Finding> after = answers(index, changed, questions);
            List<Difference> differing = new ArrayList<>();
            for (int i = 0; i < questions.size(); i++) {
                Difference difference = new Difference(questions.get(i), before.get(i), after.get(i));
                if (!said(difference.before()).equals(said(difference.after()))) {
                    differing.add(difference);
                }
            }
            return new Preview(questions.size(), differing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<@Nullable Finding> answers(KnowledgeIndex index, Edition changed, List<String> questions) {
        index.refresh();
        UUID account = changed.article().accountId();
        List<@Nullable Finding> answers = new ArrayList<>();
        for (String question : questions) {
            answers.add(index.search(account, question, 1, 1).stream()
                    .filter(finding -> finding.relevance() >= settings.answers())
                    .findFirst()
                    .orElse(null));
        }
        return answers;
    }

    private static String said(@Nullable Finding finding) {
        return finding == null ? "" : finding.text();
    }
}
