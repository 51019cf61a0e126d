package dev.switchboard.channel.whatsapp;

import dev.switchboard.channel.whatsapp.CloudWebhook.Card;
import dev.switchboard.channel.whatsapp.CloudWebhook.Interactive;
import dev.switchboard.channel.whatsapp.CloudWebhook.Location;
import dev.switchboard.channel.whatsapp.CloudWebhook.Media;
import dev.switchboard.channel.whatsapp.CloudWebhook.Message;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a message says, in text. Where it is no text, the kind stands in brackets before what it says in words.
final class Wording {
    private Wording() {}

    static String of(Message message) {
        String type = message.type() == null ? "text" : message.type();
        return switch (type) {
            case "text" -> message.text() == null ? "" : orEmpty(message.text().body());
            case "interactive" -> chosen(message.interactive());
            case "button" ->
                message.button() == null ? "[button]" : orEmpty(message.button().text());
            case "image", "audio", "video", "document", "sticker" -> media(type, message.media());
            case "location" -> bracketed(type, message.location() == null ? "" : place(message.location()));
            case "contacts" -> bracketed(type, names(message.contacts()));
            case "reaction" ->
                bracketed(
                        type,
                        message.reaction() == null
                                ? ""
                                : orEmpty(message.reaction().emoji()));
            case "system" ->
                bracketed(
                        type,
                        message.system() == null ? "" : orEmpty(message.system().body()));
            default -> bracketed(type, "");
        };
    }

    private static String chosen(@Nullable Interactive interactive) {
        String title = interactive == null ? null : interactive.title();
        return title == null ? "[interactive]" : title;
    }

    private static String media(String type, @Nullable Media media) {
        return bracketed(
                type,
                media == null
                        ? ""
                        : Stream.of(media.filename(), media.caption())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(" ")));
    }

    private static String place(Location location) {
        String named = Stream.of(location.name(), location.address())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        String point = location.latitude() == null || location.longitude() == null
                ? ""
                : "(" + location.latitude() + ", " + location.longitude() + ")";
        return (named + " " + point).strip();
    }

    private static String names(@Nullable List<Card> cards) {
        return cards == null
                ? ""
                : cards.stream()
                        .map(card -> card.name() == null ? null : card.name().formattedName())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", "));
    }

    private static String bracketed(String type, String words) {
        return words.isBlank() ? "[" + type + "]" : "[" + type + "] " + words;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
