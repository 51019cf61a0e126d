package dev.switchboard.memory.knowledge.index;

import dev.switchboard.memory.knowledge.Article;
import dev.switchboard.memory.knowledge.Chunk;
import dev.switchboard.memory.knowledge.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermVectors;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;

/// The search index of this replica, in memory, one Lucene document a chunk. PostgreSQL is the source of truth. Every
/// query carries the account as a filter. Calls work on the calling thread and may take milliseconds.
public final class KnowledgeIndex implements AutoCloseable {
    private static final Map<String, Float> BOOSTS =
            Map.of(ChunkDocument.TITLE, 2.5f, ChunkDocument.HEADING, 2f, ChunkDocument.TEXT, 1f);
    private static final int CANDIDATES = 24;
    private final Lexicon lexicon = new Lexicon();
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Map<String, Long> versions = new HashMap<>();

    public KnowledgeIndex() {
        try {
            writer = new IndexWriter(
                    new ByteBuffersDirectory(),
                    new IndexWriterConfig(lexicon.text()).setRAMBufferSizeMB(16).setUseCompoundFile(false));
            searchers = new SearcherManager(writer, new SearcherFactory() {
                @Override
                public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
                    IndexSearcher searcher = new IndexSearcher(reader);
                    searcher.setQueryCache(
                            null); // an account's filter is one posting list: cheaper to read than to cache
                    return searcher;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts an article in the place of its earlier versions; a version that is not newer changes nothing.
    public void put(Article article, List<Chunk> chunks) {
        replace(
                article.accountId(),
                article.id(),
                article.version(),
                chunks.stream().map(chunk -> ChunkDocument.of(article, chunk)).toList());
    }

    public void remove(UUID accountId, UUID articleId, long version) {
        replace(accountId, articleId, version, List.of());
    }

    /// Makes what was put visible to searches.
    public void refresh() {
        try {
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The chunks that answer best, best first.
    ///
    /// @param perArticle chunks of one article at most
    public List<Finding> search(UUID accountId, String question, int limit, int perArticle) {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                Query account = new TermQuery(new Term(ChunkDocument.ACCOUNT, accountId.toString()));
                return findings(searcher, ranked(searcher, account, question), limit, perArticle);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Ranked(int document, double relevance) {}

    private List<Ranked> ranked(IndexSearcher searcher, Query account, String question) throws IOException {
        List<Wanted> wanted = new Reading(lexicon, new Usage(searcher, account)).read(question);
        BooleanQuery.Builder query = new BooleanQuery.Builder().add(account, BooleanClause.Occur.FILTER);
        wanted.stream()
                .filter(word -> !word.stems().isEmpty())
                .forEach(word -> query.add(anywhere(word), BooleanClause.Occur.SHOULD));
        query.setMinimumNumberShouldMatch(1);
        Relevance relevance = new Relevance(wanted);
        TermVectors vectors = searcher.getIndexReader().termVectors();
        List<Ranked> ranked = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query.build(), CANDIDATES).scoreDocs) {
            ranked.add(new Ranked(hit.doc, relevance.of(vectors.get(hit.doc))));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::relevance).reversed());
        return ranked;
    }

    private static List<Finding> findings(IndexSearcher searcher, List<Ranked> ranked, int limit, int perArticle)
            throws IOException {
        StoredFields stored = searcher.storedFields();
        Map<UUID, Integer> ofArticle = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Ranked next : ranked) {
            if (findings.size() == limit) {
                break;
            }
            Finding finding = ChunkDocument.finding(stored.document(next.document()), next.relevance());
            if (ofArticle.merge(finding.articleId(), 1, Integer::sum) <= perArticle) {
                findings.add(finding);
            }
        }
        return findings;
    }

    private static Query anywhere(Wanted word) {
        List<Query> places = new ArrayList<>();
        word.stems()
                .forEach((stem, strength) -> BOOSTS.forEach((field, boost) ->
                        places.add(new BoostQuery(new TermQuery(new Term(field, stem)), (float) (strength * boost)))));
        return new DisjunctionMaxQuery(places, 0.1f);
    }

    private void replace(UUID accountId, UUID articleId, long version, List<Document> documents) {
        String key = accountId + "/" + articleId;
        synchronized (versions) {
            if (versions.getOrDefault(key, 0L) >= version) {
                return;
            }
            try {
                Term article = new Term(ChunkDocument.ARTICLE, key);
                long _ = documents.isEmpty()
                        ? writer.deleteDocuments(article)
                        : writer.updateDocuments(article, documents);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            versions.put(key, version);
        }
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.rollback();
    }
}
