package dev.switchboard.memory.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.id.Ids;
import dev.switchboard.memory.knowledge.Article;
import dev.switchboard.memory.knowledge.Chunk;
import dev.switchboard.memory.knowledge.Finding;
import dev.switchboard.memory.knowledge.WebShop;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnowledgeIndexTests {
    private static final UUID OURS = Ids.next();
    private static final UUID THEIRS = Ids.next();

    private final KnowledgeIndex index = new KnowledgeIndex();

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I return an item?",
                "account:*",
                "*:*",
                "return) OR (account:*",
                "+return -account",
                "return\" OR \"1\"=\"1",
                "retrun~2 itm~",
                "[a TO z]",
                "{!lucene}return",
                "\\u0000 return \uD800",
                "/.*/ return"
            })
    void anotherAccountsArticlesNeverAppear(String question) {
        WebShop.articles(THEIRS).forEach(article -> index.put(article, WebShop.chunks(article)));
        Article ours = article(Ids.next(), 1, "Returning an item");
        put(ours, "Bring it back.");

        assertThat(index.search(OURS, question, 20, 20))
                .extracting(Finding::articleId)
                .allMatch(ours.id()::equals);
        assertThat(index.search(Ids.next(), question, 20, 20)).isEmpty();
    }

    @Test
    void anotherAccountsWordsDoNotChangeTheRelevance() {
        put(article(Ids.next(), 1, "Returning an item"), "You can return it within 30 days.");
        double alone = best("How do I return an item?").relevance();

        WebShop.articles(THEIRS).forEach(article -> index.put(article, WebShop.chunks(article)));
        index.refresh();

        assertThat(best("How do I return an item?").relevance()).isEqualTo(alone);
    }

    @Test
    void aNewVersionTakesThePlaceOfTheOld() {
        UUID id = Ids.next();
        put(article(id, 1, "Returns"), "You can return an item within 30 days.");
        put(article(id, 2, "Returns"), "You can return an item within 60 days.");

        assertThat(index.search(OURS, "return an item", 5, 5))
                .extracting(Finding::text)
                .containsExactly("You can return an item within 60 days.");
    }

    @Test
    void anOldVersionThatComesLateChangesNothing() {
        UUID id = Ids.next();
        put(article(id, 2, "Returns"), "You can return an item within 60 days.");
        put(article(id, 1, "Returns"), "You can return an item within 30 days.");

        assertThat(best("return an item").text()).contains("60 days");
    }

    @Test
    void aRemovedArticleIsNotFoundAndDoesNotComeBack() {
        UUID id = Ids.next();
        put(article(id, 1, "Returns"), "You can return an item within 30 days.");
        index.remove(OURS, id, 3);
        put(article(id, 2, "Returns"), "You can return an item within 60 days.");

        assertThat(index.search(OURS, "return an item", 5, 5)).isEmpty();
    }

    @Test
    void aQuestionOfAnyLengthIsRead() {
        put(article(Ids.next(), 1, "Returns"), "You can return an item.");

        assertThat(index.search(OURS, "return " + "x".repeat(60_000) + " word".repeat(10_000), 5, 5))
                .isNotNull();
        assertThat(index.search(OURS, "", 5, 5)).isEmpty();
    }

    @Test
    void anArticleThatNamesNoQuestionAnswersBesideThoseThatDo() {
        DemoKnowledge.putInto(index, OURS);
        Article lamps = article(Ids.next(), 1, "Lamp care");
        put(lamps, "Wipe the lamp with a dry cloth. Never use water on it.");

        assertThat(best("How do I wipe the lamp?").articleId()).isEqualTo(lamps.id());
        assertThat(best("How do I wipe the lamp?").relevance()).isGreaterThan(EvaluationTests.THRESHOLD);
        assertThat(best("My lamp came broken").articleId()).isNotEqualTo(lamps.id());
    }

    private Finding best(String question) {
        return index.search(OURS, question, 1, 1).getFirst();
    }

    private void put(Article article, String text) {
        index.put(article, List.of(new Chunk(0, null, text)));
        index.refresh();
    }

    private static Article article(UUID id, long version, String title) {
        return new Article(OURS, id, version, title, "", null, null, List.of(), Instant.EPOCH, Instant.EPOCH);
    }
}
