package dev.switchboard.conversation.attachment;

import java.util.UUID;

/// The names under which uploads are kept apart.
public final class Uploaders {
    private Uploaders() {}

    /// A user of the desk, or a secret key.
    public static String staff(UUID id) {
        return "staff:" + id;
    }

    /// A visitor by its proven identity on the web.
    public static String visitor(String identity) {
        return "visitor:" + identity;
    }
}
