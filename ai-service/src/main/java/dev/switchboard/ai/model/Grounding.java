package dev.switchboard.ai.model;

import dev.switchboard.common.contract.Passage;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keeps of a model's answer what the passages say: a sentence stays when it names a passage, most of its words stand
/// there, and each of its numbers and addresses does. Whatever talked a model into something else, it is not sent.
final class Grounding {
    private static final Pattern CITED = Pattern.compile("(?<!\\s)\\s*+\\[(\\d{1,2})]");
    /// Numbers, and whatever the program that shows an answer might make a link of: a wrong one leads astray, even
    /// where every other word of its sentence is a passage's.
    private static final Pattern EXACT = Pattern.compile("//\\S++"
            + "|(?<![\\w.+-])[\\w.+-]++@[\\w.-]+\\w"
            + "|(?<![\\p{L}\\p{N}-])[\\p{L}\\p{N}-]{2,}+(?:[.\u3002\uff0e\uff61][\\p{L}\\p{N}-]{2,}+)++(?:[/?#]\\S*+)?"
            + "|\\d+(?:[.,:]\\d+)*");
    private static final Pattern WORDY = Pattern.compile("\\p{L}");
    private static final double SUPPORT = 0.5;

    private final List<Passage> passages;

    Grounding(List<Passage> passages) {
        this.passages = passages;
    }

    /// @param text the supported sentences, without the numbers of the passages
    /// @param share of the sentences that are supported
    /// @param cited the passages that support them, from 0
    record Grounded(String text, double share, Set<Integer> cited) {}

    Grounded keep(String answer) {
        return keep(sentences(answer));
    }

    /// The supported sentences of an answer that is still being written. What it ends with may go on, and is left out
    /// until more than signs follow.
    String keepComplete(String soFar) {
        List<String> sentences = sentences(soFar);
        int complete = sentences.size() - 1;
        while (complete > 0 && !WORDY.matcher(sentences.get(complete)).find()) {
            complete--;
        }
        return complete <= 0 ? "" : keep(sentences.subList(0, complete)).text();
    }

    private Grounded keep(List<String> sentences) {
        StringBuilder kept = new StringBuilder();
        Set<Integer> cited = new LinkedHashSet<>();
        int supported = 0;
        for (String sentence : sentences) {
            Set<Integer> named = cited(sentence);
            String plain = CITED.matcher(sentence).replaceAll("");
            if (!named.isEmpty() && isSupported(plain, named)) {
                kept.append(plain);
                cited.addAll(named);
                supported++;
            }
        }
        return new Grounded(
                kept.toString().strip(), sentences.isEmpty() ? 0 : (double) supported / sentences.size(), cited);
    }

    private boolean isSupported(String sentence, Set<Integer> named) {
        StringBuilder evidence = new StringBuilder();
        named.forEach(i -> evidence.append(passages.get(i).source().title())
                .append('\n')
                .append(passages.get(i).text())
                .append('\n'));
        String text = evidence.toString();
        if (!isExact(sentence, text)) {
            return false;
        }
        Set<String> said = Sentences.stems(sentence);
        Set<String> there = Sentences.stems(text);
        long common = said.stream().filter(there::contains).count();
        return !said.isEmpty() && common >= SUPPORT * said.size();
    }

    /// Whether each number and address of a sentence stands in its evidence.
    static boolean isExact(String sentence, String evidence) {
        Matcher exact = EXACT.matcher(sentence);
        while (exact.find()) {
            if (!holds(evidence, exact.group().replaceFirst("[.,:;)]+$", ""))) {
                return false;
            }
        }
        return true;
    }

    /// As a whole: 3 is not in 30.
    private static boolean holds(String text, String value) {
        return Pattern.compile("(?<![\\w.,])" + Pattern.quote(value) + "(?!\\w|[.,]\\d)", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }

    private Set<Integer> cited(String sentence) {
        Set<Integer> cited = new LinkedHashSet<>();
        Matcher matcher = CITED.matcher(sentence);
        while (matcher.find()) {
            int number = Integer.parseInt(matcher.group(1)) - 1;
            if (number >= 0 && number < passages.size()) {
                cited.add(number);
            }
        }
        return cited;
    }

    /// A number of a passage behind a full stop belongs to the sentence before it.
    private static List<String> sentences(String answer) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        String text = answer.replaceAll("([.!?])\\s*((?:\\[\\d{1,2}]\\s*)*\\[\\d{1,2}])", " $2$1")
                .strip();
        breaks.setText(text);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (!text.substring(start, end).isBlank()) {
                sentences.add(text.substring(start, end));
            }
            start = end;
        }
        return sentences;
    }
}
