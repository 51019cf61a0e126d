package dev.switchboard.memory.knowledge.index;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;

/// Counts hits by the article that they belong to.
final class ByArticle implements CollectorManager<ByArticle.Counts, Map<String, Integer>> {
    @Override
    public Counts newCollector() {
        return new Counts();
    }

    @Override
    public Map<String, Integer> reduce(Collection<Counts> parts) {
        Map<String, Integer> all = new HashMap<>();
        parts.forEach(part -> part.counts.forEach((article, count) -> all.merge(article, count, Integer::sum)));
        return all;
    }

    static final class Counts implements Collector {
        private final Map<String, Integer> counts = new HashMap<>();

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }

        @Override
        public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
            SortedDocValues articles = DocValues.getSorted(context.reader(), ChunkDocument.ASKED_OF);
            Map<Integer, Integer> ordinals = new HashMap<>();
            return new LeafCollector() {
                @Override
                public void setScorer(Scorable scorer) {
                    // nothing is scored
                }

                @Override
                public void collect(int document) throws IOException {
                    if (articles.advanceExact(document)) {
                        ordinals.merge(articles.ordValue(), 1, Integer::sum);
                    }
                }

                @Override
                public void finish() throws IOException {
                    for (var ordinal : ordinals.entrySet()) {
                        counts.merge(
                                articles.lookupOrd(ordinal.getKey()).utf8ToString(), ordinal.getValue(), Integer::sum);
                    }
                }
            };
        }
    }
}
