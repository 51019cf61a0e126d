package dev.switchboard.memory.knowledge.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.miscellaneous.StemmerOverrideFilter;
import org.apache.lucene.analysis.miscellaneous.StemmerOverrideFilter.StemmerOverrideMap;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.util.CharsRef;
import org.apache.lucene.util.CharsRefBuilder;

/// What the search knows of a language as customers write it: words without a subject, words that belong together,
/// words that stand for one another, courtesies, irregular forms, parts of compounds, kinds of goods, and what is often
/// asked. The lists are resources under `knowledge/<language>`; a language need not have them all.
final class Lexicon {
    private static final double SYNONYM = 0.85;
    private static final double KIND = 0.7;

    private final CharArraySet fillers = new CharArraySet(512, true);
    private final SynonymMap phrases;
    private final Map<String, Map<String, Double>> related = new HashMap<>();
    private final Set<String> words = new HashSet<>();
    private final List<Intent> intents = new ArrayList<>();
    private final List<Set<String>> outside = new ArrayList<>();
    private final Map<String, Integer> outsideTraits = new HashMap<>();
    private final Language language;
    private final LanguageText text;

    private record Intent(Pattern asked, String answered) {}

    Lexicon(Language language) {
        this.language = language;
        lines("fillers", line -> fillers.addAll(List.of(line.split("\\s+"))));
        phrases = readPhrases();
        Compounds compounds = new Compounds();
        lines("parts", line -> compounds.add(List.of(line.split("\\s+"))));
        text = new LanguageText(language, fillers, phrases, readForms(), compounds);
        fillers.forEach(filler -> words.add(new String((char[]) filler)));
        lines("synonyms", line -> {
            words.addAll(text.words(line));
            List<String> stems = text.stems(line);
            stems.forEach(stem -> stems.forEach(other -> relate(stem, other, SYNONYM)));
        });
        readKinds();
        lines("outside", line -> List.of(line.split("\\|")).forEach(this::addOutside));
        lines("intents", line -> {
            String[] sides = line.split(" > ");
            String asked = sides[0].replace("~ ", "(?:\\S+ ){0,4}?");
            intents.add(new Intent(Pattern.compile("(?<!\\S)" + asked + "(?!\\S)"), sides[1]));
        });
    }

    /// The question in the words under which articles answer it.
    ///
    /// @param question lower-case words with a space between them
    String canonical(String question) {
        for (Intent intent : intents) {
            var asked = intent.asked().matcher(question);
            if (asked.find()) {
                return asked.replaceFirst(intent.answered());
            }
        }
        return question;
    }

    LanguageText text() {
        return text;
    }

    boolean isFiller(String word) {
        return fillers.contains(word);
    }

    /// How many of the words are words without a subject: they tell a language best.
    long fillersIn(List<String> written) {
        return written.stream().filter(fillers::contains).count();
    }

    /// Whether the word with this stem is one of the lexicon's own: it is spelled right, even where no article has it.
    boolean knows(String stem) {
        return related.containsKey(stem);
    }

    /// Words of the lexicon, fillers too, that this one may be a misspelling of.
    List<String> wordsLike(String word) {
        return words.stream()
                .filter(other -> Spelling.distance(word, other) > 0)
                .toList();
    }

    /// Stems that may stand for this one, each with how well it does: above 0, below 1.
    Map<String, Double> related(String stem) {
        return related.getOrDefault(stem, Map.of());
    }

    /// The stems of questions that help pages do not answer.
    List<Set<String>> outside() {
        return outside;
    }

    int outsideQuestions() {
        return outside.size();
    }

    /// How many of the questions that help pages do not answer have that trait.
    int outsideWith(String trait) {
        return outsideTraits.getOrDefault(trait, 0);
    }

    private void addOutside(String asked) {
        outside.add(Set.copyOf(text.asked(asked)));
        Traits.of(this, asked).keySet().forEach(trait -> outsideTraits.merge(trait, 1, Integer::sum));
    }

    private void relate(String stem, String other, double strength) {
        if (!stem.equals(other)) {
            related.computeIfAbsent(stem, _ -> new HashMap<>()).merge(other, strength, Math::max);
        }
    }

    /// A line that begins with `>` names what the kinds on the following lines are kinds of.
    private void readKinds() {
        List<String> whole = new ArrayList<>();
        lines("kinds", line -> {
            if (line.startsWith(">")) {
                whole.clear();
                whole.addAll(text.stems(line));
            } else {
                words.addAll(text.words(line));
                text.stems(line).forEach(kind -> whole.forEach(of -> relate(kind, of, KIND)));
            }
        });
    }

    private SynonymMap readPhrases() {
        SynonymMap.Builder builder = new SynonymMap.Builder(true);
        lines("phrases", line -> {
            String[] sides = line.split(" > ");
            builder.add(joined(sides[0].split("[ -]")), joined(sides[1].split(" ")), false);
        });
        lines("courtesies", line -> builder.add(joined(line.split(" ")), joined(LanguageText.COURTESY), false));
        try {
            return builder.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CharsRef joined(String... words) {
        return SynonymMap.Builder.join(words, new CharsRefBuilder());
    }

    /// Each form, the first one too, is read as the first of its line.
    private StemmerOverrideMap readForms() {
        StemmerOverrideFilter.Builder builder = new StemmerOverrideFilter.Builder();
        lines("forms", line -> {
            List<String> forms = List.of(line.split(" "));
            forms.forEach(form -> builder.add(form, forms.getFirst()));
        });
        try {
            return builder.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lines(String name, Consumer<String> line) {
        InputStream resource =
                Lexicon.class.getResourceAsStream("/knowledge/" + language.folder() + "/" + name + ".txt");
        if (resource == null) {
            return;
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(l -> !l.isBlank() && !l.startsWith("#"))
                    .map(Language::fold)
                    .forEach(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
