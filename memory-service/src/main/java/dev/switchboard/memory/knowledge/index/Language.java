package dev.switchboard.memory.knowledge.index;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;

/// A language that the search reads. What it knows of the language are the lists under `knowledge/<name>`.
enum Language {
    ENGLISH("en") {
        @Override
        TokenStream stems(TokenStream words) {
            return new PorterStemFilter(words);
        }
    },
    GERMAN("de") {
        @Override
        TokenStream stems(TokenStream words) {
            return new GermanLightStemFilter(words);
        }
    },
    SPANISH("es") {
        @Override
        TokenStream stems(TokenStream words) {
            return new SpanishLightStemFilter(words);
        }
    };

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    abstract TokenStream stems(TokenStream words);

    /// As ISO 639-1 has it.
    String code() {
        return code;
    }

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Lower case without accents, as words are indexed.
    static String fold(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .replace("ß", "ss");
        return plain.toLowerCase(Locale.ROOT);
    }
}
