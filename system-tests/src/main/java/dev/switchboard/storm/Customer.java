package dev.switchboard.storm;

import java.util.List;
import java.util.Locale;

/// A customer on a provider's channel who writes numbered messages. The same customer of another run differs in its
/// number only.
///
/// @param base what the run adds to every number
/// @param index among all customers of the run
record Customer(String provider, long base, int index) {
    static final List<String> PROVIDERS =
            List.of("whatsapp", "twilio", "messenger", "x", "telegram", "mattermost", "slack");

    private String from() {
        String number = Long.toString(base + index);
        return switch (provider) {
            case "twilio" -> "+" + number;
            case "mattermost" -> "u" + number;
            case "slack" -> "U" + number;
            default -> number;
        };
    }

    private String id(int message) {
        String number = Long.toString((base + index) * 1000 + message);
        return switch (provider) {
            case "whatsapp" -> "wamid." + number;
            case "twilio" -> "SM" + number;
            case "messenger" -> "m_" + number;
            case "mattermost" -> "post" + number;
            case "slack" -> "Ev" + number;
            default -> number;
        };
    }

    /// The time by which Slack names a message.
    private String ts(int message) {
        return String.format(Locale.ROOT, "%d.%06d", 1_000_000_000 + (base + index) % 700_000_000, message);
    }

    static String words(int message) {
        return "Message " + message + " of this customer";
    }

    /// What its emulator is asked to play; every message but the first stands in the thread of the first.
    String play(int message) {
        String json = "{\"from\":\"%s\",\"text\":\"%s\",\"id\":\"%s\"".formatted(from(), words(message), id(message));
        if (provider.equals("slack")) {
            json += ",\"ts\":\"%s\"".formatted(ts(message));
            if (message > 0) {
                json += ",\"thread\":\"%s\",\"parent\":\"%s\"".formatted(ts(0), from());
            }
        } else if (provider.equals("mattermost") && message > 0) {
            json += ",\"root\":\"%s\"".formatted(id(0));
        }
        return json + "}";
    }
}
