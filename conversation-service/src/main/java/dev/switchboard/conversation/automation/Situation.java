package dev.switchboard.conversation.automation;

import dev.switchboard.conversation.conversation.Conversation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation as the conditions of a rule see it.
///
/// @param assignee the number of whoever has it
/// @param text of the message, where one is the cause
record Situation(
        Conversation conversation,
        List<String> tags,
        @Nullable Integer assignee,
        @Nullable String text) {}
