package dev.switchboard.memory.knowledge.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.StemmerOverrideFilter;
import org.apache.lucene.analysis.miscellaneous.StemmerOverrideFilter.StemmerOverrideMap;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Reads a language: folded to lower-case ASCII, phrases joined, courtesies and fillers left out, compounds taken
/// apart; as words or, by default, as stems.
final class LanguageText extends Analyzer {
    /// The field that holds words as they are written; every other one holds stems.
    static final String WORDS = "words";

    /// What a phrase that only opens or closes a question is read as, to be left out.
    static final String COURTESY = "~";

    private static final CharArraySet COURTESIES = new CharArraySet(List.of(COURTESY), false);

    private static final String EVERY_WORD = "every word";
    private static final String SUBJECTS = "subjects";

    private final Language language;
    private final CharArraySet fillers;
    private final SynonymMap phrases;
    private final StemmerOverrideMap forms;
    private final Compounds compounds;

    LanguageText(
            Language language,
            CharArraySet fillers,
            SynonymMap phrases,
            StemmerOverrideMap forms,
            Compounds compounds) {
        super(PER_FIELD_REUSE_STRATEGY);
        this.language = language;
        this.fillers = fillers;
        this.phrases = phrases;
        this.forms = forms;
        this.compounds = compounds;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer source = new StandardTokenizer();
        TokenStream words = new ASCIIFoldingFilter(source);
        words = new LowerCaseFilter(new EnglishPossessiveFilter(words));
        if (field.equals(EVERY_WORD)) {
            return new TokenStreamComponents(source, words);
        }
        words = new StopFilter(new SynonymGraphFilter(words, phrases, true), COURTESIES);
        if (field.equals(ChunkDocument.ASKED)) {
            return new TokenStreamComponents(source, stems(compounds.filter(words)));
        }
        words = new StopFilter(words, fillers);
        if (field.equals(WORDS)) {
            return new TokenStreamComponents(source, words);
        }
        words = compounds.isEmpty() ? words : new StopFilter(compounds.filter(words), fillers);
        return new TokenStreamComponents(source, field.equals(SUBJECTS) ? words : stems(words));
    }

    private TokenStream stems(TokenStream words) {
        return language.stems(new StemmerOverrideFilter(words, forms));
    }

    /// All words in their order, fillers too.
    List<String> everyWord(String text) {
        return read(EVERY_WORD, text);
    }

    /// What the text is about, in words that are not stemmed.
    List<String> words(String text) {
        return read(SUBJECTS, text);
    }

    List<String> stems(String text) {
        return read("stems", text);
    }

    /// The stems of a question, its words without a subject too: they make out what is asked of the subject.
    List<String> asked(String text) {
        return read(ChunkDocument.ASKED, text);
    }

    /// The stem of one word, which is itself where nothing is left of it.
    String stem(String word) {
        List<String> stems = stems(word);
        return stems.isEmpty() ? word : stems.getFirst();
    }

    private List<String> read(String field, String text) {
        List<String> tokens = new ArrayList<>();
        try (TokenStream stream = tokenStream(field, text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tokens;
    }
}
