package dev.switchboard.channel.slack;

import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.MalformedWebhook;
import dev.switchboard.common.contract.Author;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// What somebody did with a card: Slack sends it as JSON in the form field `payload`.
@JsonNaming(SnakeCaseStrategy.class)
record SlackAction(
        @Nullable String type,
        @Nullable Named user,
        @Nullable Named team,
        @Nullable Named channel,
        @Nullable Message message,
        @Nullable String responseUrl,
        @Nullable List<Pressed> actions) {
    private static final String FIELD = "payload";

    record Named(@Nullable String id, @Nullable String name) {}

    record Message(@Nullable String text, @Nullable String ts) {}

    /// @param value the conversation's id
    @JsonNaming(SnakeCaseStrategy.class)
    record Pressed(
            @Nullable String actionId,
            @Nullable String value,
            @Nullable String actionTs) {}

    /// A button on a conversation's card.
    enum Button {
        ASSIGN_TO_ME("Assign to me", "Taken"),
        CLOSE_CONVERSATION("Close", "Closed"),
        OPEN_CONVERSATION("Reopen", "Reopened");

        private final String label;
        private final String done;

        Button(String label, String done) {
            this.label = label;
            this.done = done;
        }

        String label() {
            return label;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A press of one of our buttons.
    ///
    /// @param user Slack's id of who pressed it
    /// @param text the card's
    record Press(
            Button button,
            UUID conversationId,
            String user,
            String eventId,
            String text,
            @Nullable String responseUrl) {
        /// As the card reads once the agent's press is stored.
        SlackCard card(Author agent) {
            String who = Mrkdwn.write(agent.name() == null ? "an agent" : agent.name());
            return SlackCard.after(button, text + "\n" + button.done + " by " + who, conversationId);
        }
    }

    static boolean isIn(Hook hook) {
        return hook.text().startsWith(FIELD + "=");
    }

    /// @throws MalformedWebhook for what is no form with a payload
    static SlackAction read(Hook hook, JsonMapper json) {
        try {
            List<String> payload = hook.form().get(FIELD);
            SlackAction action = payload == null ? null : json.readValue(payload.getFirst(), SlackAction.class);
            if (action == null) {
                throw new MalformedWebhook("no payload");
            }
            return action;
        } catch (IllegalArgumentException | JacksonException e) {
            throw new MalformedWebhook("no form with a payload");
        }
    }

    /// Where it happened; null where that is left out.
    @Nullable
    String place() {
        return team == null || team.id() == null || channel == null || channel.id() == null
                ? null
                : SlackSettings.externalId(team.id(), channel.id());
    }

    /// The first press of a button of ours; other buttons, of other apps' cards too, are nobody's business here.
    @Nullable
    Press press() {
        if (!"block_actions".equals(type) || user == null || user.id() == null || actions == null) {
            return null;
        }
        String text = message == null ? "" : Objects.requireNonNullElse(message.text(), "");
        for (Pressed pressed : actions) {
            UUID conversation = uuid(pressed.value());
            for (Button button : Button.values()) {
                if (conversation != null && button.id().equals(pressed.actionId()) && pressed.actionTs() != null) {
                    String event = "action:" + user.id() + ":" + pressed.actionId() + ":" + pressed.actionTs();
                    return new Press(button, conversation, user.id(), event.replace("\0", ""), text, responseUrl);
                }
            }
        }
        return null;
    }

    private static @Nullable UUID uuid(@Nullable String value) {
        try {
            return value == null ? null : UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
