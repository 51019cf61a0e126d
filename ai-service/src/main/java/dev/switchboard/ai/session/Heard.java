package dev.switchboard.ai.session;

import dev.switchboard.common.contract.MessageCreated;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a waiting call hears of its message.
sealed interface Heard {
    /// The bot answered.
    record Replied(MessageCreated reply) implements Heard {}

    /// A person owns the conversation.
    ///
    /// @param notice the message that says so, where there is one
    record WithPerson(@Nullable MessageCreated notice) implements Heard {}

    /// The same message was recorded before.
    record Known(UUID questionId) implements Heard {}

    /// The message was not recorded, for good.
    record Refused(String code, String detail) implements Heard {}
}
