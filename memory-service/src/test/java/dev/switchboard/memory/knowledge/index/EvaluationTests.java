package dev.switchboard.memory.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.id.Ids;
import dev.switchboard.memory.knowledge.Finding;
import dev.switchboard.memory.knowledge.WebShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How good the search is: right article first, and silence where no article answers. The figures are written to
/// `target/knowledge-evaluation`.
class EvaluationTests {
    /// The published threshold, as in ai-service's `switchboard.answer.threshold`.
    static final double THRESHOLD = 0.5;

    private final UUID account = Ids.next();
    private final KnowledgeIndex index = new KnowledgeIndex();

    private record Outcome(WebShop.Question question, String article, double relevance) {
        boolean hit() {
            return question.expected().contains(article);
        }

        boolean answered() {
            return relevance >= THRESHOLD;
        }

        String line() {
            String mark = question.expected().isEmpty() ? answered() ? "FALSE" : "silent" : mark();
            return String.format(Locale.ROOT, "%-7s %.2f %-13s %s", mark, relevance, article, question.text());
        }

        private String mark() {
            return !hit() ? "WRONG" : answered() ? "hit" : "UNSURE";
        }
    }

    private void index(String articles) {
        WebShop.articles(account, articles).forEach(article -> index.put(article, WebShop.chunks(article)));
        index.refresh();
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @ParameterizedTest
    @CsvSource({"articles, questions.tsv", "articles, heldout.tsv", "demo, demo.tsv", "demo, fresh.tsv"})
    void questionsFindTheirArticleAndNonsenseFindsNone(String articles, String file) throws IOException {
        index(articles);
        List<Outcome> outcomes = WebShop.questions(file).stream().map(this::ask).toList();
        double plain = share(outcomes, kind("plain"), Outcome::hit);
        double misspelled = share(outcomes, kind("misspelled"), Outcome::hit);
        double answerable =
                share(outcomes, outcome -> !outcome.question().expected().isEmpty(), o -> o.hit() && o.answered());
        double falseAnswers = share(outcomes, kind("unanswerable"), Outcome::answered);
        report(
                file,
                outcomes,
                String.format(
                        Locale.ROOT,
                        "hit@1 plain %.3f misspelled %.3f; answered right %.3f; false answers %.3f",
                        plain,
                        misspelled,
                        answerable,
                        falseAnswers));
        assertThat(plain).isGreaterThanOrEqualTo(0.85);
        assertThat(misspelled).isGreaterThanOrEqualTo(0.85);
        assertThat(answerable).isGreaterThanOrEqualTo(0.8);
        assertThat(falseAnswers).isLessThanOrEqualTo(0.1);
    }

    private Outcome ask(WebShop.Question question) {
        List<Finding> findings = index.search(account, question.text(), 5, 1);
        if (findings.isEmpty()) {
            return new Outcome(question, "-", 0);
        }
        Finding best = findings.getFirst();
        String url = String.valueOf(best.url());
        return new Outcome(question, url.substring(url.lastIndexOf('/') + 1), best.relevance());
    }

    private static Predicate<Outcome> kind(String kind) {
        return outcome -> outcome.question().kind().equals(kind);
    }

    private static double share(List<Outcome> outcomes, Predicate<Outcome> of, Predicate<Outcome> which) {
        List<Outcome> all = outcomes.stream().filter(of).toList();
        return (double) all.stream().filter(which).count() / all.size();
    }

    private static void report(String file, List<Outcome> outcomes, String figures) throws IOException {
        List<String> lines = new ArrayList<>(List.of(figures, ""));
        outcomes.forEach(outcome -> lines.add(outcome.line()));
        Path folder = Files.createDirectories(Path.of("target", "knowledge-evaluation"));
        Files.write(folder.resolve(file.replace(".tsv", ".txt")), lines);
    }
}
