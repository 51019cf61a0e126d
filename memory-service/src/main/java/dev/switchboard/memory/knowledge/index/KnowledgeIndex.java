package dev.switchboard.memory.knowledge.index;

import dev.switchboard.memory.knowledge.Article;
import dev.switchboard.memory.knowledge.Chunk;
import dev.switchboard.memory.knowledge.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The search index of this replica, in memory, one part a language. PostgreSQL is the source of truth. An article is
/// kept in the language it is written in; a question is looked up in its own language where the account has articles
/// in it, and in every language where it cannot be told. Calls work on the calling thread and may take milliseconds.
public final class KnowledgeIndex implements AutoCloseable {
    private final ExecutorService parts = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("knowledge-part-", 0).factory());
    private final Map<Language, LanguageIndex> languages = new EnumMap<>(Language.class);
    private final Map<String, Long> versions = new HashMap<>();

    public KnowledgeIndex() {
        for (Language language : Language.values()) {
            languages.put(language, new LanguageIndex(language, parts));
        }
    }

    /// Puts an article in the place of its earlier versions; a version that is not newer changes nothing.
    public void put(Article article, List<Chunk> chunks) {
        replace(article.accountId(), article.id(), article.version(), () -> {
            StringBuilder text = new StringBuilder(article.title());
            chunks.forEach(chunk -> text.append('\n').append(chunk.text()));
            LanguageIndex own = written(text.toString()).getFirst();
            for (LanguageIndex index : languages.values()) {
                if (index == own) {
                    index.replace(article, chunks);
                } else {
                    index.remove(article.accountId(), article.id());
                }
            }
        });
    }

    public void remove(UUID accountId, UUID articleId, long version) {
        replace(accountId, articleId, version, () -> {
            for (LanguageIndex index : languages.values()) {
                index.remove(accountId, articleId);
            }
        });
    }

    /// Makes what was put visible to searches.
    public void refresh() {
        try {
            for (LanguageIndex index : languages.values()) {
                index.refresh();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The chunks that answer best, best first.
    ///
    /// @param perArticle chunks of one article at most
    public List<Finding> search(UUID accountId, String question, int limit, int perArticle) {
        try {
            List<LanguageIndex> possible = new ArrayList<>();
            for (LanguageIndex index : written(question)) {
                if (index.has(accountId)) {
                    possible.add(index);
                }
            }
            if (possible.isEmpty()) {
                possible.addAll(languages.values());
            }
            List<Finding> found = new ArrayList<>();
            for (LanguageIndex index : possible) {
                found.addAll(index.search(accountId, question, limit, perArticle));
            }
            found.sort(Comparator.comparingDouble(Finding::relevance).reversed());
            return List.copyOf(found.subList(0, Math.min(limit, found.size())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The languages that the text may be written in: one, or several that are equally likely, English first.
    private List<LanguageIndex> written(String text) {
        long most = 0;
        List<LanguageIndex> likely = new ArrayList<>();
        for (LanguageIndex index : languages.values()) {
            long known = index.knows(index.read(text));
            if (known > most) {
                likely.clear();
                most = known;
            }
            if (known == most) {
                likely.add(index);
            }
        }
        return likely;
    }

    private interface Change {
        void make() throws IOException;
    }

    private void replace(UUID accountId, UUID articleId, long version, Change change) {
        String key = accountId + "/" + articleId;
        synchronized (versions) {
            if (versions.getOrDefault(key, 0L) >= version) {
                return;
            }
            try {
                change.make();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            versions.put(key, version);
        }
    }

    @Override
    public void close() throws IOException {
        for (LanguageIndex index : languages.values()) {
            index.close();
        }
        parts.shutdown();
    }
}
