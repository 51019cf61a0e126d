package dev.switchboard.ai.transcription;

import java.util.regex.Pattern;

/// What a model heard, as a customer's message may stand in the record: no control characters, a bounded length.
final class Words {
    private static final int LONGEST = 16_000;
    private static final Pattern UNSTORABLE = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]|\\p{Cs}");

    private Words() {}

    static String of(String heard) {
        String words = UNSTORABLE.matcher(heard).replaceAll("").strip();
        if (words.length() <= LONGEST) {
            return words;
        }
        boolean splitsPair = Character.isHighSurrogate(words.charAt(LONGEST - 1));
        return words.substring(0, splitsPair ? LONGEST - 1 : LONGEST);
    }
}
