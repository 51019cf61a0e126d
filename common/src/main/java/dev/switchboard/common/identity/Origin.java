package dev.switchboard.common.identity;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/// Where the work of a Reactor flow comes from: the caller and the client of the request that asked for it. A flow that
/// no request asked for has none.
///
/// @param address the client's, as the gateway saw it
/// @param userAgent what the client calls itself
public record Origin(
        Caller caller, @Nullable String address, @Nullable String userAgent) {
    /// In which the gateway names the client's address to a service; it takes off what a client sends under this name.
    public static final String ADDRESS_HEADER = "X-Switchboard-Address";

    public static @Nullable Origin of(ContextView context) {
        return context.getOrDefault(Origin.class, null);
    }

    public Context in(Context context) {
        return context.put(Origin.class, this);
    }
}
