package dev.switchboard.channel.mail;

import java.util.List;
import java.util.regex.Pattern;

/// Takes the mails before it off an answer, and nothing else: a quotation between the author's own words stays, and a
/// mail that is all quotation stays as it is.
final class QuotedText {
    private static final int LONGEST_LINE = 400;

    /// "On Monday, Jane wrote:" in the languages of the common mail programs.
    private static final Pattern WROTE = Pattern.compile(
            "(?:>\\s?)*(?:On|Am|Le|El|Il|Op|Em|Den|Dnia|W dniu|Pe|Den|Den|Van|Från)\\b.{3,300}"
                    + "(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napisał(?:\\(a\\))?|a scris)"
                    + ".{0,120}:\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern DIVIDER = Pattern.compile(
            "-{2,}\\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Messaggio originale"
                    + "|Oorspronkelijk bericht|Mensagem original|Forwarded message)\\s*-{2,}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern RULE = Pattern.compile("_{10,}");
    private static final Pattern FROM = Pattern.compile(
            "\\*?(?:From|Von|De|Da|Van|Från|Fra)\\s?:\\*?\\s.{2,300}", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern SENT = Pattern.compile(
            "\\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Fecha|Inviato|Data|Verzonden|Skickat|Sendt)\\s?:\\*?\\s.{2,200}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private QuotedText() {}

    /// @return the author's own words; the whole text where nothing can be taken off
    static String without(String text) {
        List<String> lines = text.lines().toList();
        int end = trailingQuote(lines, lines.size());
        for (int i = 0; i < end; i++) {
            if (beginsHistory(lines, i)) {
                end = i;
            }
        }
        String own = String.join("\n", lines.subList(0, end)).strip();
        return own.isEmpty() ? text.strip() : own;
    }

    private static boolean beginsHistory(List<String> lines, int i) {
        String line = lines.get(i).strip();
        if (line.length() > LONGEST_LINE) {
            return false;
        }
        if (DIVIDER.matcher(line).matches()) {
            return true;
        }
        int next = RULE.matcher(line).matches() ? i + 1 : i;
        return next < lines.size()
                && FROM.matcher(shortened(lines.get(next))).matches()
                && lines.subList(next + 1, Math.min(next + 4, lines.size())).stream()
                        .anyMatch(after -> SENT.matcher(shortened(after)).matches());
    }

    /// Where the quoted end of a mail begins, with the sentence that introduces it.
    private static int trailingQuote(List<String> lines, int size) {
        int end = size;
        while (end > 0 && isQuoted(lines.get(end - 1))) {
            end--;
        }
        boolean quoted = lines.subList(end, size).stream().anyMatch(line -> line.startsWith(">"));
        if (!quoted) {
            return size;
        }
        for (int length = 1; length <= 3 && end - length >= 0; length++) {
            String sentence = String.join(" ", lines.subList(end - length, end)).strip();
            if (sentence.length() <= LONGEST_LINE && WROTE.matcher(sentence).matches()) {
                return end - length;
            }
        }
        return end;
    }

    private static boolean isQuoted(String line) {
        return line.isBlank() || line.startsWith(">");
    }

    private static String shortened(String line) {
        String stripped = line.strip();
        return stripped.substring(0, Math.min(stripped.length(), LONGEST_LINE));
    }
}
