package dev.switchboard.memory.knowledge.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// Tells by its wording which article a question belongs to: naive Bayes over the questions that the account's articles
/// answer, an article a class, with those that no help page answers as one more. It weighs all questions of an article
/// together, where the likeness looks at single ones.
final class Wordings {
    // chosen on the tuning half of the questions of `./switchboard bench ai`
    private static final double SMOOTHING = 2;
    private static final double SHARPNESS = 0.6;
    private static final double UNSEEN = 0.3;

    private final Lexicon lexicon;
    private final IndexSearcher searcher;
    private final Usage questions;

    Wordings(Lexicon lexicon, IndexSearcher searcher, Usage questions) {
        this.lexicon = lexicon;
        this.searcher = searcher;
        this.questions = questions;
    }

    Wording of(String question) throws IOException {
        Map<String, Integer> sizes = count(questions.account());
        double all = total(sizes) + lexicon.outsideQuestions();
        Map<String, Double> sums = new HashMap<>();
        sizes.keySet().forEach(article -> sums.put(article, 0.0));
        double outside = 0;
        for (var trait : Traits.of(lexicon, question).entrySet()) {
            Map<String, Integer> having = count(having(trait.getKey()));
            int outsiders = lexicon.outsideWith(trait.getKey());
            int any = total(having) + outsiders;
            if (any > 0) {
                double usual = (any + UNSEEN) / (all + 1);
                double weight = trait.getValue();
                sizes.forEach((article, size) -> sums.merge(
                        article, weight * evidence(having.getOrDefault(article, 0), size, usual), Double::sum));
                outside += weight * evidence(outsiders, lexicon.outsideQuestions(), usual);
            }
        }
        return probabilities(sums, outside);
    }

    private Query having(String trait) throws IOException {
        return new BooleanQuery.Builder()
                .add(questions.account(), BooleanClause.Occur.FILTER)
                .add(new TermQuery(new Term(ChunkDocument.TRAIT, trait)), BooleanClause.Occur.FILTER)
                .build();
    }

    /// How much likelier the trait is in a question of this class than in any, as a logarithm.
    private static double evidence(int having, int size, double usual) {
        return Math.log((having + SMOOTHING * usual) / (size + SMOOTHING) / usual);
    }

    private static Wording probabilities(Map<String, Double> sums, double outside) {
        double most = sums.values().stream().mapToDouble(sum -> sum).reduce(outside, Math::max);
        Map<String, Double> articles = new HashMap<>();
        double none = Math.exp(SHARPNESS * (outside - most));
        double whole = none;
        for (var sum : sums.entrySet()) {
            double share = Math.exp(SHARPNESS * (sum.getValue() - most));
            articles.put(sum.getKey(), share);
            whole += share;
        }
        double all = whole;
        articles.replaceAll((_, share) -> share / all);
        return new Wording(articles, none / all);
    }

    private static int total(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(count -> count).sum();
    }

    /// Questions by article.
    private Map<String, Integer> count(Query query) throws IOException {
        return searcher.search(query, new ByArticle());
    }
}
