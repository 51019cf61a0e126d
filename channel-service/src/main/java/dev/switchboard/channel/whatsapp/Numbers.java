package dev.switchboard.channel.whatsapp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One identity for the ways in which WhatsApp writes a number. Mobiles of Brazil come with and without their ninth
/// digit, those of Mexico with and without a 1, and those of Argentina with and without a 9 after the country's code.
final class Numbers {
    private static final Pattern BRAZIL = Pattern.compile("55([1-9]\\d)([6-9]\\d{7})");
    private static final Pattern MEXICO = Pattern.compile("521(\\d{10})");
    private static final Pattern ARGENTINA = Pattern.compile("54([1-8]\\d{9})");

    private Numbers() {}

    /// Digits only; the longer form in Brazil and Argentina, the shorter one in Mexico, as they are dialled today.
    static String identity(String number) {
        String digits = number.replaceAll("\\D", "").replaceFirst("^00", "");
        Matcher brazil = BRAZIL.matcher(digits);
        if (brazil.matches()) {
            return "55" + brazil.group(1) + "9" + brazil.group(2);
        }
        Matcher mexico = MEXICO.matcher(digits);
        if (mexico.matches()) {
            return "52" + mexico.group(1);
        }
        Matcher argentina = ARGENTINA.matcher(digits);
        return argentina.matches() ? "549" + argentina.group(1) : digits;
    }
}
