package dev.switchboard.admin.subscription.web;

import dev.switchboard.common.problem.Problem;
import java.util.UUID;

/// The id of a subscription or delivery in a path.
final class ResourceId {
    private ResourceId() {}

    /// @throws Problem `NOT_FOUND` for what is no id
    static UUID of(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("Event subscription");
        }
    }
}
