package dev.switchboard.channel.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.channel.slack.SlackAction.Button;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A conversation as Slack shows it: some words and buttons, in Slack's Block Kit.
///
/// @param text Slack's own way of writing, also what notifications show
record SlackCard(String text, List<Block> blocks) {
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record Block(String type, @Nullable Text text, @Nullable List<Element> elements) {}

    record Text(String type, String text) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Element(String type, Text text, String actionId, String value) {}

    /// An open one can be taken and closed.
    static SlackCard open(String text, UUID conversationId) {
        return of(text, conversationId, List.of(Button.ASSIGN_TO_ME, Button.CLOSE_CONVERSATION));
    }

    /// After somebody has pressed a button.
    static SlackCard after(Button button, String text, UUID conversationId) {
        return switch (button) {
            case ASSIGN_TO_ME -> of(text, conversationId, List.of(Button.CLOSE_CONVERSATION));
            case CLOSE_CONVERSATION -> of(text, conversationId, List.of(Button.OPEN_CONVERSATION));
            case OPEN_CONVERSATION -> open(text, conversationId);
        };
    }

    private static SlackCard of(String text, UUID conversationId, List<Button> buttons) {
        List<Element> elements = buttons.stream()
                .map(button -> new Element(
                        "button", new Text("plain_text", button.label()), button.id(), conversationId.toString()))
                .toList();
        // Slack takes 3,000 characters in a section
        String shown = text.length() > 3000 ? text.substring(0, 2999) + "…" : text;
        return new SlackCard(
                text,
                List.of(new Block("section", new Text("mrkdwn", shown), null), new Block("actions", null, elements)));
    }
}
