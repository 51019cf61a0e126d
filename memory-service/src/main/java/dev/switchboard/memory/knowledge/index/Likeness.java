package dev.switchboard.memory.knowledge.index;

import java.util.Map;

/// How a question stands to those that are known.
///
/// @param articles by article
/// @param outside how alike it is to the likest question that help pages do not answer, 0 to 1
/// @param unknown the share of its subjects that no expected question names, 0 to 1
/// @param wording whose questions it is worded like
record Likeness(Map<String, OfArticle> articles, double outside, double unknown, Wording wording) {
    // a logistic regression on the tuning half of the questions of `./switchboard bench ai`; docs/ai.md
    private static final double BASE = -4.70;
    private static final double LIKENESS = 0.93;
    private static final double SHARE = 1.43;
    private static final double RELEVANCE = 1.83;
    private static final double LEAD = 0.78;
    private static final double UNKNOWN = -0.75;
    private static final double OUTSIDE = -1.08;
    private static final double RATHER_OUTSIDE = -0.53;
    private static final double WORDED = 2.03;
    private static final double WORDED_OUTSIDE = 0.24;
    private static final double WORDED_LEAD = 1.90;

    /// @param best to the likest question of the article
    /// @param other to the likest question of any other one
    /// @param share of the nearest questions, weighted, that are the article's
    record OfArticle(double best, double other, double share) {
        static final OfArticle NONE = new OfArticle(0, 0, 0);
    }

    /// That a passage answers the question, as a probability. An article that names no question is judged by its text
    /// alone.
    ///
    /// @param inText the passage's own relevance, 0 to 1
    double relevance(String article, double inText) {
        if (!wording.knows(article)) {
            return inText;
        }
        OfArticle like = articles.getOrDefault(article, OfArticle.NONE);
        double sum = BASE
                + LIKENESS * like.best()
                + SHARE * like.share()
                + RELEVANCE * inText
                + LEAD * Math.max(0, like.best() - like.other())
                + UNKNOWN * unknown
                + OUTSIDE * outside
                + RATHER_OUTSIDE * Math.max(0, outside - like.best())
                + WORDED * wording.of(article)
                + WORDED_OUTSIDE * wording.outside()
                + WORDED_LEAD * wording.lead(article);
        return 1 / (1 + Math.exp(-sum));
    }
}
