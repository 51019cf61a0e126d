package dev.switchboard.gateway.auth;

import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.identity.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who asks, and the key that says so, where it was a key.
///
/// @param profile what a signed identity says of a visitor
/// @param sealed the sealed identity secret that proved a visitor, where one did
public record Credential(
        Caller caller,
        @Nullable UUID keyId,
        Profile profile,
        @Nullable String sealed) {
    static final Credential NONE = new Credential(new Caller.Anonymous(), null);

    Credential(Caller caller, @Nullable UUID keyId) {
        this(caller, keyId, Profile.NOTHING, null);
    }
}
