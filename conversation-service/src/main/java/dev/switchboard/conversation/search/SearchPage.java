package dev.switchboard.conversation.search;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of matches, best first: `next` is what to pass as `after`.
///
/// @param totalCapped there are more than `total`
record SearchPage<T>(
        List<T> data,
        @Nullable String next,
        int limit,
        long total,
        @JsonProperty("total_capped") boolean totalCapped) {}
