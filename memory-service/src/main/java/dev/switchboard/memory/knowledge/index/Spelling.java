package dev.switchboard.memory.knowledge.index;

/// Judges whether a word may be a misspelling of another. Short words must differ less: most of their neighbours are
/// other words.
final class Spelling {
    static final int LONGEST = 40;
    static final int SHORT = 3;
    static final int FIRM = 5;
    private static final int LONG = 8;

    private Spelling() {}

    /// Edits that a word of this length may have.
    static int edits(int length) {
        return length < SHORT ? 0 : length < LONG ? 1 : 2;
    }

    /// The number of edits between them, or -1 where one cannot be meant by the other.
    static int distance(String written, String word) {
        int allowed = edits(written.length());
        if (allowed == 0
                || Math.abs(written.length() - word.length()) > allowed
                || (written.charAt(0) != word.charAt(0) && !swapped(written, word, 0))) {
            return -1;
        }
        if (written.equals(word)) {
            return 0;
        }
        if (written.length() < FIRM && written.length() == word.length() && !swapsOnce(written, word)) {
            return -1;
        }
        if (written.length() <= FIRM && written.length() > word.length() && !doubles(written, word)) {
            return -1;
        }
        int distance = editDistance(written, word);
        return distance <= allowed ? distance : -1;
    }

    /// Whether the first one, of three letters, has two swapped, or lacks a vowel or the doubling of a letter.
    static boolean swapsOrLacksVowel(String written, String word) {
        if (written.length() >= word.length()) {
            return true;
        }
        int i = 0;
        while (i < written.length() && written.charAt(i) == word.charAt(i)) {
            i++;
        }
        char added = word.charAt(i);
        return "aeiou".indexOf(added) >= 0 || (i > 0 && word.charAt(i - 1) == added);
    }

    /// Whether the first one has a letter twice that the second one has once.
    private static boolean doubles(String written, String word) {
        int i = 1;
        while (i < word.length() && written.charAt(i) == word.charAt(i)) {
            i++;
        }
        return written.charAt(i) == written.charAt(i - 1);
    }

    private static boolean swapsOnce(String written, String word) {
        int i = 0;
        while (i < written.length() && written.charAt(i) == word.charAt(i)) {
            i++;
        }
        return swapped(written, word, i) && written.regionMatches(i + 2, word, i + 2, written.length() - i - 2);
    }

    private static boolean swapped(String written, String word, int at) {
        return written.length() > at + 1
                && word.length() > at + 1
                && written.charAt(at) == word.charAt(at + 1)
                && written.charAt(at + 1) == word.charAt(at);
    }

    /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
    private static int editDistance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] oldest = before;
            before = last;
            last = row;
            row = oldest;
        }
        return last[b.length()];
    }
}
