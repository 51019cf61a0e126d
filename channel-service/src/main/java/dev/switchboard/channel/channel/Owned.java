package dev.switchboard.channel.channel;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What providers answer of the account that a credential opens: its `id`, alone or in `data`.
public record Owned(@Nullable String id, @Nullable Data data) {
    public record Data(@Nullable String id) {}

    public static @Nullable String idIn(Answer answer, JsonMapper json) {
        Owned owned = answer.isSuccess() ? answer.as(json, Owned.class) : null;
        if (owned == null) {
            return null;
        }
        return owned.id() != null || owned.data() == null
                ? owned.id()
                : owned.data().id();
    }
}
