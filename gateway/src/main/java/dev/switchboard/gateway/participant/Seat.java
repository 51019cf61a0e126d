package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.feed.Place;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a visitor speaks from and what it hears: proven by a credential, or by knowing a conversation's id.
///
/// @param place the address itself, or the conversation where one is joined by its id
/// @param customerId absent where only a message tells whose address it is
public record Seat(
        Credential credential,
        UUID accountId,
        Address address,
        Place place,
        String userId,
        String sessionId,
        @Nullable UUID customerId) {
    /// Whether somebody vouches for who the visitor is.
    public boolean proven() {
        return credential.caller() instanceof Caller.Visitor visitor && visitor.verified();
    }

    /// What a signed identity says counts before what the client says.
    Profile profile(Profile said) {
        Profile signed = credential.profile();
        return new Profile(
                signed.name() == null ? said.name() : signed.name(),
                signed.email() == null ? said.email() : signed.email(),
                said.phone());
    }
}
