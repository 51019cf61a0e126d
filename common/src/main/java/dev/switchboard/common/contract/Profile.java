package dev.switchboard.common.contract;

import org.jspecify.annotations.Nullable;

/// What a channel says of a sender. It labels a customer and never proves who one is.
public record Profile(
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone) {
    public static final Profile NOTHING = new Profile(null, null, null);
}
