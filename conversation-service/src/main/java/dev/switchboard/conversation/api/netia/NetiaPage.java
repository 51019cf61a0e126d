package dev.switchboard.conversation.api.netia;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a list: `next` and `previous` are what to pass as `after` and `before`.
///
/// @param total counted up to 10,000
record NetiaPage<T>(
        List<T> data, @Nullable String next, @Nullable String previous, int limit, long total) {}
