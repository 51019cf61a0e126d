package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.feed.Place;
import java.util.UUID;

/// Where a visitor speaks from and what it hears: proven by a credential, or by knowing a conversation's id.
///
/// @param place the address itself, or the conversation where one is joined by its id
public record Seat(
        Credential credential, UUID accountId, Address address, Place place, String userId, String sessionId) {
    /// What a signed identity says counts before what the client says.
    Profile profile(Profile said) {
        Profile signed = credential.profile();
        return new Profile(
                signed.name() == null ? said.name() : signed.name(),
                signed.email() == null ? said.email() : signed.email(),
                said.phone());
    }
}
