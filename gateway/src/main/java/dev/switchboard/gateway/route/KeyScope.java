package dev.switchboard.gateway.route;

import dev.switchboard.common.identity.Scopes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which scope a key needs for the paths of a family.
public sealed interface KeyScope {
    KeyScope ANY = new Any();

    /// @return null where every key may
    @Nullable
    String needed(boolean writes);

    /// @param name a resource, `any`, or null where only a key with all scopes may
    /// @throws IllegalArgumentException for a resource that `Scopes` does not know
    static KeyScope named(@Nullable String name) {
        return switch (name) {
            case null -> new All();
            case "any" -> ANY;
            default -> new On(Scopes.Resource.valueOf(name.toUpperCase(Locale.ROOT)));
        };
    }

    record Any() implements KeyScope {
        @Override
        public @Nullable String needed(boolean writes) {
            return null;
        }
    }

    record All() implements KeyScope {
        @Override
        public String needed(boolean writes) {
            return Scopes.ALL;
        }
    }

    record On(Scopes.Resource resource) implements KeyScope {
        @Override
        public String needed(boolean writes) {
            return resource.scope(writes);
        }
    }
}
