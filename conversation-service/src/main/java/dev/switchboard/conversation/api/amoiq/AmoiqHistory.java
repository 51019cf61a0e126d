package dev.switchboard.conversation.api.amoiq;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a visit's history, oldest first. What follows `messages` is ours.
///
/// @param next what to send as `after` for later ones; null where there are none yet
/// @param previous what to send as `before` for earlier ones; null where there are none
record AmoiqHistory(
        List<AmoiqMessage> messages,
        @Nullable Long next,
        @Nullable Long previous) {
    static final AmoiqHistory NOTHING = new AmoiqHistory(List.of(), null, null);
}
