package dev.switchboard.memory.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.id.Ids;
import dev.switchboard.memory.knowledge.Finding;
import dev.switchboard.memory.knowledge.index.DemoKnowledge.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// The floor under the figures of `./switchboard bench ai`: every question of the set, in three languages, over the
/// demo tenant's articles. The figures are written to `target/knowledge-evaluation`, the questions that failed only
/// for the half that the search was tuned with.
class DemoQuestionsTests {
    private static final double ASK_BACK = 0.3;
    private static final List<String> LANGUAGES = List.of("en", "de", "es");

    private record Outcome(Question question, List<String> articles, double relevance) {
        boolean answered() {
            return relevance >= EvaluationTests.THRESHOLD;
        }

        boolean hit(int places) {
            return articles.stream().limit(places).anyMatch(question.expected()::contains);
        }

        boolean inScope() {
            return question.kind().equals("asked");
        }

        boolean right() {
            return inScope() ? answered() && hit(1) : !answered();
        }

        /// ai-service asks what was meant.
        boolean askedBack() {
            return !answered() && relevance >= ASK_BACK;
        }

        boolean wrong() {
            return answered() && !right();
        }
    }

    @Test
    void eachLanguageIsAnsweredAndTheRestLeftToPeople() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        UUID account = Ids.next();
        try (KnowledgeIndex index = new KnowledgeIndex()) {
            DemoKnowledge.putInto(index, account);
            for (Question question : DemoKnowledge.questions()) {
                outcomes.add(outcome(question, index.search(account, question.text(), 3, 1)));
            }
        }
        report(outcomes);
        for (String language : LANGUAGES) {
            assertThat(share(outcomes, asked("tuning", language), Outcome::right))
                    .isGreaterThanOrEqualTo(0.85);
            assertThat(share(outcomes, asked("heldout", language), Outcome::right))
                    .isGreaterThanOrEqualTo(0.82);
            assertThat(share(outcomes, asked("heldout", language), o -> o.hit(3)))
                    .isGreaterThanOrEqualTo(0.95);
            assertThat(share(outcomes, asked("strangers", language), Outcome::right))
                    .isGreaterThanOrEqualTo(0.85);
        }
        for (String half : List.of("tuning", "heldout")) {
            assertThat(share(outcomes, o -> in(half, o), Outcome::wrong)).isLessThanOrEqualTo(0.02);
            assertThat(share(outcomes, o -> in(half, o) && !o.inScope(), Outcome::right))
                    .isGreaterThanOrEqualTo(0.95);
        }
        assertThat(share(outcomes, o -> in("strangers", o), Outcome::wrong)).isLessThanOrEqualTo(0.065);
    }

    private static Predicate<Outcome> asked(String half, String language) {
        return o -> o.inScope() && in(half, o) && o.question().language().equals(language);
    }

    private static Outcome outcome(Question question, List<Finding> findings) {
        List<String> articles = findings.stream()
                .map(finding -> String.valueOf(finding.url()).replaceAll(".*/", ""))
                .toList();
        return new Outcome(
                question, articles, findings.isEmpty() ? 0 : findings.getFirst().relevance());
    }

    private static boolean in(String half, Outcome outcome) {
        return outcome.question().half().equals(half);
    }

    private static double share(List<Outcome> outcomes, Predicate<Outcome> of, Predicate<Outcome> which) {
        List<Outcome> all = outcomes.stream().filter(of).toList();
        return (double) all.stream().filter(which).count() / all.size();
    }

    private static void report(List<Outcome> outcomes) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String half : List.of("tuning", "heldout", "strangers")) {
            for (String language : LANGUAGES) {
                Predicate<Outcome> asked = o ->
                        o.inScope() && in(half, o) && o.question().language().equals(language);
                Predicate<Outcome> other = o ->
                        !o.inScope() && in(half, o) && o.question().language().equals(language);
                lines.add(String.format(
                        Locale.ROOT,
                        "%s %s: hit@1 %.3f hit@3 %.3f answered rightly %.3f wrongly %.3f; abstention %.3f",
                        half,
                        language,
                        share(outcomes, asked, o -> o.hit(1)),
                        share(outcomes, asked, o -> o.hit(3)),
                        share(outcomes, asked, Outcome::right),
                        share(outcomes, asked, Outcome::wrong),
                        share(outcomes, other, Outcome::right)));
            }
            lines.add(String.format(
                    Locale.ROOT,
                    "%s asked back: %d that have an answer, %d of them with the right article; %d that have none",
                    half,
                    outcomes.stream()
                            .filter(o -> in(half, o) && o.inScope() && o.askedBack())
                            .count(),
                    outcomes.stream()
                            .filter(o -> in(half, o) && o.inScope() && o.askedBack() && o.hit(3))
                            .count(),
                    outcomes.stream()
                            .filter(o -> in(half, o) && !o.inScope() && o.askedBack())
                            .count()));
            lines.add(String.format(
                    Locale.ROOT, "%s wrong of all: %.3f", half, share(outcomes, o -> in(half, o), Outcome::wrong)));
        }
        outcomes.stream()
                .filter(o -> in("tuning", o) && !o.right())
                .forEach(o -> lines.add(String.format(
                        Locale.ROOT,
                        "%s %s %.2f %s -> %s: %s",
                        o.question().language(),
                        o.wrong() ? "WRONG" : "silent",
                        o.relevance(),
                        o.question().expected(),
                        o.articles(),
                        o.question().text())));
        Path folder = Files.createDirectories(Path.of("target", "knowledge-evaluation"));
        Files.write(folder.resolve("three-languages.txt"), lines);
    }
}
