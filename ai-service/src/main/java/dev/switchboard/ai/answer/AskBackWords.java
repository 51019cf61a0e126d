package dev.switchboard.ai.answer;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a customer is asked what was meant, in the languages that the search reads.
enum AskBackWords {
    EN(
            "I am not sure that I understand. Is it about “%s”?",
            "I am not sure that I understand. Is it about one of these?",
            "Answer yes, ask in other words, or ask for a person.",
            "Answer with its number, ask in other words, or ask for a person."),
    DE(
            "Ich bin nicht sicher, ob ich das richtig verstehe. Geht es um „%s“?",
            "Ich bin nicht sicher, ob ich das richtig verstehe. Geht es um eines davon?",
            "Antworten Sie mit Ja, fragen Sie mit anderen Worten oder verlangen Sie einen Menschen.",
            "Antworten Sie mit der Nummer, fragen Sie mit anderen Worten oder verlangen Sie einen Menschen."),
    ES(
            "No sé si le he entendido bien. ¿Se trata de «%s»?",
            "No sé si le he entendido bien. ¿Se trata de una de estas cosas?",
            "Responda sí, pregunte con otras palabras o pida hablar con una persona.",
            "Responda con el número, pregunte con otras palabras o pida hablar con una persona.");

    private final String one;
    private final String several;
    private final String confirm;
    private final String choose;

    AskBackWords(String one, String several, String confirm, String choose) {
        this.one = one;
        this.several = several;
        this.confirm = confirm;
        this.choose = choose;
    }

    /// English where the language is another one or not known.
    static AskBackWords in(@Nullable String language) {
        for (AskBackWords words : values()) {
            if (words.name().toLowerCase(Locale.ROOT).equals(language)) {
                return words;
            }
        }
        return EN;
    }

    String question(List<String> titles) {
        if (titles.size() == 1) {
            return one.formatted(titles.getFirst()) + "\n" + confirm;
        }
        StringBuilder question = new StringBuilder(several);
        for (int i = 0; i < titles.size(); i++) {
            question.append('\n').append(i + 1).append(". ").append(titles.get(i));
        }
        return question.append('\n').append(choose).toString();
    }
}
