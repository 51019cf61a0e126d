package dev.switchboard.memory.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.id.Ids;
import dev.switchboard.memory.knowledge.Article;
import dev.switchboard.memory.knowledge.Finding;
import dev.switchboard.memory.knowledge.WebShop;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Three accounts keep articles of the same ids and nearly the same words in one index (S27). What is asked is made of
/// their words, of each other's ids, and of what other search engines take for a filter.
class ForeignAccountTests {
    private static final int QUESTIONS = 10_000;
    private static final List<UUID> ACCOUNTS = List.of(Ids.next(), Ids.next(), Ids.next());
    private static final Set<UUID> REMOVED = Set.of(WebShop.id("returns"), WebShop.id("refunds"));
    private static final List<String> FILTERS = List.of(
            "%s",
            "%s account:%s",
            "%s) OR (account:%s",
            "%s' OR accountId == '%s' OR 'a' == 'a",
            "%s\" || metadata['accountId'] == \"%s",
            "{\"$or\":[{\"text\":\"%s\"},{\"account\":\"%s\"}]}",
            "%s */* article:%s/*",
            "+%s +account:%s~2",
            "%s\u0000%s",
            "/.*/ %s [%s TO *]");

    private final KnowledgeIndex index = new KnowledgeIndex();

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @Test
    void inTenThousandQuestionsNobodyFindsWhatIsAnothersOrRemoved() {
        ACCOUNTS.forEach(this::fill);
        UUID own = ACCOUNTS.getFirst();
        REMOVED.forEach(article -> index.remove(own, article, 2));
        index.refresh();
        List<String> words = WebShop.questions("questions.tsv").stream()
                .map(WebShop.Question::text)
                .toList();
        Random random = new Random(27);
        List<String> leaks = new ArrayList<>();
        long found = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            UUID other = ACCOUNTS.get(1 + random.nextInt(2));
            String question = FILTERS.get(i % FILTERS.size())
                    .formatted(words.get(random.nextInt(words.size())), random.nextBoolean() ? other : mark(other));
            List<Finding> findings = index.search(own, question, 20, 20);
            found += findings.size();
            findings.stream()
                    .filter(isLeak(own))
                    .forEach(leak -> leaks.add(question + " found " + leak.articleId() + " " + leak.title()));
        }
        assertThat(leaks).isEmpty();
        assertThat(found).as("so that there was something to leak").isGreaterThan(QUESTIONS);
    }

    private static Predicate<Finding> isLeak(UUID own) {
        return finding -> !finding.title().endsWith(mark(own)) || REMOVED.contains(finding.articleId());
    }

    private void fill(UUID account) {
        for (Article article : WebShop.articles(account)) {
            Article marked = new Article(
                    account,
                    article.id(),
                    1,
                    article.title() + " " + mark(account),
                    article.body(),
                    article.category(),
                    article.url(),
                    List.of(article.title()),
                    Instant.EPOCH,
                    Instant.EPOCH);
            index.put(marked, WebShop.chunks(marked));
        }
    }

    /// A word of the account's own articles only.
    private static String mark(UUID account) {
        return "shop" + account.toString().replace("-", "");
    }
}
