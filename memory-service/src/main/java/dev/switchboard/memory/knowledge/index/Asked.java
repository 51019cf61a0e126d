package dev.switchboard.memory.knowledge.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermVectors;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/// Compares a question with those that an account's articles answer, as their authors put them, and with those that no
/// help page answers.
final class Asked {
    private static final int CANDIDATES = 32;
    private static final int NEIGHBOURS = 8;
    private static final double UNKNOWN = 0.8;
    private static final double FILLER = 0.1;
    private static final double OURS = 0.55;

    private final Lexicon lexicon;
    private final IndexSearcher searcher;
    private final Usage usage;

    Asked(Lexicon lexicon, IndexSearcher searcher, Usage usage) {
        this.lexicon = lexicon;
        this.searcher = searcher;
        this.usage = usage;
    }

    /// A question of an article beside this one.
    private record Neighbour(String article, double likeness) {}

    private record Word(double weight, Map<String, Double> stems) {}

    /// The account expects no question, so there is nothing to compare with.
    boolean isEmpty() {
        return usage.isEmpty();
    }

    Likeness of(String question) throws IOException {
        List<Word> words = new ArrayList<>();
        BooleanQuery.Builder query = new BooleanQuery.Builder().add(usage.account(), BooleanClause.Occur.FILTER);
        int subjects = 0;
        int unknown = 0;
        for (String stem : new LinkedHashSet<>(lexicon.text().asked(question))) {
            Map<String, Double> stems = new HashMap<>(lexicon.related(stem));
            stems.put(stem, 1.0);
            int most = 0;
            for (var other : stems.entrySet()) {
                int questions = usage.chunks(other.getKey());
                most = Math.max(most, questions);
                if (questions > 0) {
                    query.add(
                            new BoostQuery(
                                    new TermQuery(new Term(ChunkDocument.ASKED, other.getKey())),
                                    other.getValue().floatValue()),
                            BooleanClause.Occur.SHOULD);
                }
            }
            boolean filler = lexicon.isFiller(stem);
            subjects += filler ? 0 : 1;
            unknown += filler || most > 0 ? 0 : 1;
            words.add(new Word(most > 0 ? usage.rarity(most) : filler ? 0 : UNKNOWN, stems));
        }
        return new Likeness(
                neighbours(words, query.setMinimumNumberShouldMatch(1).build()),
                outside(words),
                subjects == 0 ? 0 : (double) unknown / subjects,
                new Wordings(lexicon, searcher, usage).of(question));
    }

    private Map<String, Likeness.OfArticle> neighbours(List<Word> words, BooleanQuery query) throws IOException {
        List<Neighbour> neighbours = new ArrayList<>();
        TermVectors vectors = searcher.getIndexReader().termVectors();
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc hit : searcher.search(query, CANDIDATES).scoreDocs) {
            Terms terms = vectors.get(hit.doc, ChunkDocument.ASKED);
            if (terms != null) {
                neighbours.add(new Neighbour(
                        stored.document(hit.doc).get(ChunkDocument.ARTICLE), likeness(words, stems(terms))));
            }
        }
        neighbours.sort(Comparator.comparingDouble(Neighbour::likeness).reversed());
        return articles(neighbours);
    }

    private static Map<String, Likeness.OfArticle> articles(List<Neighbour> neighbours) {
        List<Neighbour> nearest = neighbours.subList(0, Math.min(NEIGHBOURS, neighbours.size()));
        double all = nearest.stream().mapToDouble(Neighbour::likeness).sum();
        Map<String, Likeness.OfArticle> articles = new HashMap<>();
        for (Neighbour next : neighbours) {
            if (!articles.containsKey(next.article())) {
                double own = nearest.stream()
                        .filter(other -> other.article().equals(next.article()))
                        .mapToDouble(Neighbour::likeness)
                        .sum();
                double other = neighbours.stream()
                        .filter(neighbour -> !neighbour.article().equals(next.article()))
                        .mapToDouble(Neighbour::likeness)
                        .findFirst()
                        .orElse(0);
                articles.put(next.article(), new Likeness.OfArticle(next.likeness(), other, all == 0 ? 0 : own / all));
            }
        }
        return articles;
    }

    private double outside(List<Word> words) throws IOException {
        double most = 0;
        for (Set<String> other : lexicon.outside()) {
            if (words.stream()
                    .anyMatch(word ->
                            word.weight() > 0 && word.stems().keySet().stream().anyMatch(other::contains))) {
                most = Math.max(most, likeness(words, other));
            }
        }
        return most;
    }

    /// The weighted share of the words of either question that the other one has, from 0 to 1.
    private double likeness(List<Word> question, Set<String> other) throws IOException {
        double whole = 0;
        double covered = 0;
        Map<String, Double> met = new HashMap<>();
        for (Word word : question) {
            double best = 0;
            for (var stem : word.stems().entrySet()) {
                if (other.contains(stem.getKey())) {
                    best = Math.max(best, stem.getValue());
                    met.merge(stem.getKey(), stem.getValue(), Math::max);
                }
            }
            double weight = word.weight() * word.weight();
            whole += weight;
            covered += weight * best;
        }
        double otherWhole = 0;
        double otherCovered = 0;
        for (String stem : other) {
            double weight = weight(stem) * weight(stem);
            otherWhole += weight;
            otherCovered += weight * met.getOrDefault(stem, 0.0);
        }
        return whole == 0 || otherWhole == 0
                ? 0
                : Math.pow(covered / whole, OURS) * Math.pow(otherCovered / otherWhole, 1 - OURS);
    }

    private double weight(String stem) throws IOException {
        int questions = usage.chunks(stem);
        return questions > 0 ? usage.rarity(questions) : lexicon.isFiller(stem) ? FILLER : UNKNOWN;
    }

    private static Set<String> stems(Terms terms) throws IOException {
        Set<String> stems = new LinkedHashSet<>();
        TermsEnum each = terms.iterator();
        while (each.next() != null) {
            stems.add(each.term().utf8ToString());
        }
        return stems;
    }
}
