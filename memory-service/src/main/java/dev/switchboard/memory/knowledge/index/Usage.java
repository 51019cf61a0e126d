package dev.switchboard.memory.knowledge.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// How one account uses its words, for one search: other accounts' articles weigh nothing.
final class Usage {
    private final IndexSearcher searcher;
    private final Query account;
    private final String field;
    private final int all;
    private final Map<String, Integer> known = new HashMap<>();

    /// In the account's chunks.
    static Usage ofArticles(IndexSearcher searcher, UUID account) throws IOException {
        return new Usage(searcher, new Term(ChunkDocument.ACCOUNT, account.toString()), ChunkDocument.ALL);
    }

    /// In the questions that its articles answer.
    static Usage ofQuestions(IndexSearcher searcher, UUID account) throws IOException {
        return new Usage(searcher, new Term(ChunkDocument.ASKING, account.toString()), ChunkDocument.ASKED);
    }

    private Usage(IndexSearcher searcher, Term account, String field) throws IOException {
        this.searcher = searcher;
        this.account = new TermQuery(account);
        this.field = field;
        this.all = searcher.count(this.account);
    }

    IndexReader reader() {
        return searcher.getIndexReader();
    }

    boolean isEmpty() {
        return all == 0;
    }

    Query account() {
        return account;
    }

    /// Chunks or questions that hold the stem.
    int chunks(String stem) throws IOException {
        Integer count = known.get(stem);
        if (count == null) {
            Term term = new Term(field, stem);
            count = reader().docFreq(term) == 0
                    ? 0
                    : searcher.count(new BooleanQuery.Builder()
                            .add(account, BooleanClause.Occur.FILTER)
                            .add(new TermQuery(term), BooleanClause.Occur.FILTER)
                            .build());
            known.put(stem, count);
        }
        return count;
    }

    /// 1 for a word of every chunk, 2 for a word of none: what is rare says more, and what is absent says most.
    double weight(int chunks) {
        return 1 + idf(chunks) / idf(0);
    }

    double rarity(int chunks) {
        return idf(chunks) / idf(0);
    }

    private double idf(int chunks) {
        return Math.log(1 + (all - chunks + 0.5) / (chunks + 0.5));
    }
}
