package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import org.jspecify.annotations.Nullable;

/// `{"message": {"body": …}}`: a message's new words.
record NetiaMessageEditRequest(@Nullable Body message) {
    record Body(@Nullable String body) {}

    String text() {
        if (message == null) {
            throw Problem.field("message", "can't be blank");
        }
        String text = message.body() == null ? "" : message.body();
        NetiaTexts texts = new NetiaTexts();
        if (text.isBlank()) {
            texts.wrong("body", "can't be blank");
        }
        texts.limit("body", text, NetiaMessageRequest.LONGEST_BODY);
        texts.refuse();
        return text;
    }
}
