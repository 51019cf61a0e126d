package dev.switchboard.gateway.auth;

import dev.switchboard.common.identity.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who asks, and the key that says so, where it was a key.
public record Credential(Caller caller, @Nullable UUID keyId) {
    static final Credential NONE = new Credential(new Caller.Anonymous(), null);
}
