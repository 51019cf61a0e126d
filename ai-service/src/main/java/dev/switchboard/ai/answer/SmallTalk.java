package dev.switchboard.ai.answer;

import dev.switchboard.ai.model.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Courtesies: a message that only greets, thanks, agrees, or asks who is speaking gets a short fixed sentence, without
/// a
/// source. Anything with a subject is a question.
@Component
class SmallTalk {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}']+");
    private static final int LONGEST = 8;
    private static final Set<String> HELLO = Set.of(
            "hello",
            "hi",
            "hey",
            "hiya",
            "helo",
            "hallo",
            "greetings",
            "guten",
            "tag",
            "moin",
            "servus",
            "hola",
            "buenas",
            "buenos",
            "howdy",
            "morning",
            "afternoon",
            "evening",
            "day");
    private static final Set<String> THANKS = Set.of(
            "thanks",
            "thank",
            "thx",
            "thanx",
            "cheers",
            "ty",
            "bye",
            "goodbye",
            "danke",
            "dankeschön",
            "tschüss",
            "gracias",
            "adiós");
    private static final Set<String> FINE = Set.of(
            "ok",
            "okay",
            "great",
            "perfect",
            "cool",
            "alright",
            "super",
            "excellent",
            "awesome",
            "understood",
            "prima",
            "vale",
            "perfecto",
            "genial");
    private static final Set<String> MANNERS = Set.of(
            "good",
            "there",
            "team",
            "all",
            "everyone",
            "dear",
            "sir",
            "madam",
            "you",
            "u",
            "so",
            "very",
            "much",
            "a",
            "lot",
            "for",
            "the",
            "your",
            "help",
            "answer",
            "ok",
            "okay",
            "great",
            "perfect",
            "many",
            "that",
            "helped",
            "again",
            "and",
            "well",
            "nice",
            "have",
            "to",
            "meet",
            "how",
            "are",
            "doing",
            "today",
            "bot",
            "abend",
            "morgen",
            "vielen",
            "schön",
            "sehr",
            "días",
            "dias",
            "tardes",
            "noches",
            "muchas",
            "por",
            "la",
            "ayuda");
    private static final Pattern WHO = Pattern.compile(
            "(so )?(who|what) are you|(so )?(are|r) (you|u) (a |an )?(real |live )?(ro)?(bot|human|person|machine|ai|computer)"
                    + "( or .{1,30})?|am i (talking|speaking|chatting) (to|with) (a |an )?(real )?(ro)?(bot|human|person|machine|ai)"
                    + "|what('s| is) (your|ur) name");

    private final SmallTalkSettings settings;

    SmallTalk(SmallTalkSettings settings) {
        this.settings = settings;
    }

    Optional<Decision> reply(String text) {
        List<String> words = Arrays.stream(
                        NO_WORD.split(text.toLowerCase(Locale.ROOT).replace('\u2019', '\'')))
                .filter(word -> !word.isEmpty())
                .limit(LONGEST + 1L)
                .toList();
        if (!settings.enabled() || words.isEmpty() || words.size() > LONGEST) {
            return Optional.empty();
        }
        if (WHO.matcher(String.join(" ", words)).matches()) {
            return Optional.of(courtesy(settings.who(), "assistant"));
        }
        boolean thanks = words.stream().anyMatch(THANKS::contains);
        boolean hello = words.stream().anyMatch(HELLO::contains);
        boolean fine = words.stream().anyMatch(FINE::contains);
        boolean nothingElse = words.stream()
                .allMatch(word ->
                        HELLO.contains(word) || THANKS.contains(word) || FINE.contains(word) || MANNERS.contains(word));
        if (!nothingElse || !(thanks || hello || fine)) {
            return Optional.empty();
        }
        String answer = thanks ? settings.thanks() : hello ? settings.greeting() : settings.fine();
        return Optional.of(courtesy(answer, "greeting"));
    }

    private static Decision courtesy(String text, String intent) {
        return new Decision.Reply(text, List.of(), intent, 1);
    }
}
