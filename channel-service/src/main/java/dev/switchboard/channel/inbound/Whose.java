package dev.switchboard.channel.inbound;

import java.util.Set;

/// To whom a webhook says it belongs, before anything of it is proven.
public sealed interface Whose {
    /// It names accounts by the provider's ids. Those that are not connected here are left out.
    record Named(Set<String> externalIds) implements Whose {}

    /// It names nobody: it is the only account's, as the Omnichannel specification's samples are.
    record OnlyOne() implements Whose {}

    /// It brings a token that one account has.
    record Holder(String token) implements Whose {
        @Override
        public String toString() {
            return "Holder[]";
        }
    }

    /// It concerns none in particular, only that somebody's signature is on it.
    record Anybody() implements Whose {}
}
