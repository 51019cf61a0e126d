package dev.switchboard.ai.handover;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Recognises that a customer asks for a person. It looks for a verb of wanting or talking with a person close behind
/// it, and is rather too willing than deaf.
public final class PersonWanted {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}']+");
    private static final int REACH = 6;
    private static final int ASIDE = 3;
    private static final int SHORT = 4;
    private static final Set<String> PERSON = Set.of(
            "human",
            "humans",
            "humen",
            "agent",
            "agents",
            "representative",
            "rep",
            "operator",
            "colleague",
            "employee",
            "advisor",
            "adviser",
            "supervisor",
            "manager",
            "mensch",
            "menschen",
            "mitarbeiter",
            "mitarbeiterin",
            "kollege",
            "kollegen",
            "kollegin",
            "berater",
            "beraterin",
            "ansprechpartner",
            "humano",
            "humana",
            "agente",
            "asesor",
            "asesora",
            "operador",
            "operadora",
            "empleado",
            "representante");
    private static final Set<String> ANYONE = Set.of(
            "person",
            "people",
            "someone",
            "somebody",
            "staff",
            "team",
            "jemand",
            "jemandem",
            "jemanden",
            "persona",
            "alguien");
    private static final Set<String> TALK = Set.of(
            "talk",
            "speak",
            "chat",
            "connect",
            "transfer",
            "forward",
            "escalate",
            "redirect",
            "switch",
            "talking",
            "speaking",
            "hand",
            "mit",
            "sprechen",
            "verbinde",
            "verbinden",
            "con",
            "hablar",
            "habla",
            "páseme",
            "pásame");
    private static final Set<String> WANT = Set.of(
            "want",
            "need",
            "get",
            "give",
            "prefer",
            "like",
            "rather",
            "contact",
            "reach",
            "call",
            "please",
            "will",
            "möchte",
            "brauche",
            "bitte",
            "quiero",
            "necesito");
    private static final Set<String> REAL =
            Set.of("real", "live", "human", "actual", "echten", "echter", "richtigen", "una");
    private static final Set<String> NOT =
            Set.of("not", "don't", "dont", "never", "no", "without", "kein", "keinen", "nicht", "nie", "sin", "nunca");

    /// German denies behind the verb.
    private static final Set<String> NOT_BEHIND = Set.of("nicht", "kein", "keine", "keinen");

    private PersonWanted() {}

    public static boolean in(String text) {
        List<String> words = Arrays.stream(
                        NO_WORD.split(text.toLowerCase(Locale.ROOT).replace('\u2019', '\'')))
                .filter(word -> !word.isEmpty())
                .limit(200)
                .toList();
        if (words.size() <= SHORT && words.stream().anyMatch(PERSON::contains) && !text.contains("?")) {
            return true;
        }
        for (int i = 0; i < words.size(); i++) {
            if (wants(words, i) && !refuses(words, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean wants(List<String> words, int at) {
        boolean talks = TALK.contains(words.get(at));
        if (!talks && !WANT.contains(words.get(at))) {
            return false;
        }
        for (int i = at + 1; i < Math.min(words.size(), at + REACH); i++) {
            String word = words.get(i);
            if (NOT_BEHIND.contains(word)) {
                return false;
            }
            boolean real = REAL.contains(words.get(i - 1));
            if (PERSON.contains(word) || ANYONE.contains(word) && (talks || real)) {
                return true;
            }
        }
        return false;
    }

    private static boolean refuses(List<String> words, int at) {
        return words.subList(Math.max(0, at - ASIDE), at).stream().anyMatch(NOT::contains);
    }
}
