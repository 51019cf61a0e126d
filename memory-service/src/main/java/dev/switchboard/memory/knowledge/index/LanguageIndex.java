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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermVectors;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.SingleInstanceLockFactory;
import org.jspecify.annotations.Nullable;

/// The articles of one language, one Lucene document a chunk. Every query carries the account as a filter.
final class LanguageIndex implements AutoCloseable {
    private static final int CANDIDATES = 24;
    private static final double ASKED = 20;
    /// Chunks that one thread looks through; more are shared among the processors.
    private static final int PART = 25_000;

    private final Language language;
    private final Lexicon lexicon;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    /// @param parts does the parts of a search in a large index, beside the thread that searches
    LanguageIndex(Language language, Executor parts) {
        this.language = language;
        lexicon = new Lexicon(language);
        try {
            writer = new IndexWriter(
                    // each file in one piece: a reader would gather its pieces anew for every word
                    new ByteBuffersDirectory(
                            new SingleInstanceLockFactory(),
                            ByteBuffersDataOutput::new,
                            ByteBuffersDirectory.OUTPUT_AS_ONE_BUFFER),
                    new IndexWriterConfig(lexicon.text()).setRAMBufferSizeMB(16).setUseCompoundFile(false));
            searchers = new SearcherManager(writer, new SearcherFactory() {
                @Override
                public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
                    IndexSearcher searcher = new IndexSearcher(reader, parts) {
                        @Override
                        protected LeafSlice[] slices(List<LeafReaderContext> leaves) {
                            return slices(leaves, PART, Integer.MAX_VALUE, true);
                        }
                    };
                    searcher.setQueryCache(
                            null); // an account's filter is one posting list: cheaper to read than to cache
                    return searcher;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How much the words look like this language.
    long knows(List<String> written) {
        return lexicon.fillersIn(written);
    }

    List<String> read(String text) {
        return lexicon.text().everyWord(text);
    }

    /// Puts an article in the place of what there is of it; no chunks take it away.
    void replace(Article article, List<Chunk> chunks) throws IOException {
        long _ = writer.updateDocuments(
                ChunkDocument.article(article.accountId(), article.id()),
                Stream.concat(
                                chunks.stream().map(chunk -> ChunkDocument.of(article, chunk)),
                                article.asked().stream()
                                        .map(asked -> ChunkDocument.asked(
                                                article,
                                                asked,
                                                Traits.of(lexicon, asked).keySet())))
                        .toList());
    }

    void remove(UUID accountId, UUID articleId) throws IOException {
        long _ = writer.deleteDocuments(ChunkDocument.article(accountId, articleId));
    }

    /// Makes what was put visible to searches.
    void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /// The chunks that answer best, best first.
    List<Finding> search(UUID accountId, String question, int limit, int perArticle) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return findings(searcher, ranked(searcher, accountId, question), limit, perArticle);
        } finally {
            searchers.release(searcher);
        }
    }

    boolean has(UUID accountId) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return searcher.getIndexReader().docFreq(new Term(ChunkDocument.ACCOUNT, accountId.toString())) > 0;
        } finally {
            searchers.release(searcher);
        }
    }

    private record Ranked(int document, double relevance) {}

    private List<Ranked> ranked(IndexSearcher searcher, UUID accountId, String question) throws IOException {
        Usage usage = Usage.ofArticles(searcher, accountId);
        Reading reading = new Reading(lexicon, usage);
        Usage questions = Usage.ofQuestions(searcher, accountId);
        String corrected = reading.corrected(question, questions);
        List<Wanted> wanted = reading.read(corrected);
        Asked asked = new Asked(lexicon, searcher, questions);
        Likeness likeness = asked.of(corrected);
        Relevance relevance = new Relevance(wanted);
        TermVectors vectors = searcher.getIndexReader().termVectors();
        StoredFields stored = searcher.storedFields();
        List<Ranked> ranked = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(candidates(usage.account(), wanted, likeness), CANDIDATES).scoreDocs) {
            String article =
                    stored.document(hit.doc, Set.of(ChunkDocument.ARTICLE)).get(ChunkDocument.ARTICLE);
            double inChunk = relevance.of(vectors.get(hit.doc));
            ranked.add(new Ranked(hit.doc, asked.isEmpty() ? inChunk : likeness.relevance(article, inChunk)));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::relevance).reversed());
        return ranked;
    }

    private static Query candidates(Query account, List<Wanted> wanted, Likeness likeness) {
        BooleanQuery.Builder query = new BooleanQuery.Builder().add(account, BooleanClause.Occur.FILTER);
        wanted.stream()
                .filter(word -> !word.stems().isEmpty())
                .forEach(word -> query.add(anyOf(word.stems()), BooleanClause.Occur.SHOULD));
        likeness.articles()
                .forEach((article, like) -> query.add(
                        new BoostQuery(
                                new ConstantScoreQuery(new TermQuery(new Term(ChunkDocument.ARTICLE, article))),
                                (float) (ASKED * like.best())),
                        BooleanClause.Occur.SHOULD));
        return query.setMinimumNumberShouldMatch(1).build();
    }

    private List<Finding> findings(IndexSearcher searcher, List<Ranked> ranked, int limit, int perArticle)
            throws IOException {
        StoredFields stored = searcher.storedFields();
        Map<UUID, Integer> ofArticle = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Ranked next : ranked) {
            if (findings.size() == limit) {
                break;
            }
            Finding finding = ChunkDocument.finding(stored.document(next.document()), language, next.relevance());
            if (ofArticle.merge(finding.articleId(), 1, Integer::sum) <= perArticle) {
                findings.add(finding);
            }
        }
        return findings;
    }

    private static Query anyOf(Map<String, Double> stems) {
        List<Query> each = new ArrayList<>();
        stems.forEach((stem, strength) ->
                each.add(new BoostQuery(new TermQuery(new Term(ChunkDocument.ALL, stem)), strength.floatValue())));
        return each.size() == 1 ? each.getFirst() : new DisjunctionMaxQuery(each, 0.1f);
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.rollback();
    }
}
