package dev.switchboard.conversation.customer;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Profile;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who writes to an account. What a channel says of it fills what is not known yet and replaces nothing.
///
/// @param externalId what the business's page called it; a label and no proof
public record Customer(
        UUID accountId,
        UUID id,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String externalId,
        Instant createdAt,
        Instant updatedAt) {
    public static Customer met(UUID accountId, UUID id, Profile profile, Instant at) {
        return new Customer(accountId, id, profile.name(), profile.email(), profile.phone(), null, at, at);
    }

    /// The name that the business has for it, as its page says.
    public Customer labelled(@Nullable String label) {
        return new Customer(accountId, id, name, email, phone, label, createdAt, updatedAt);
    }

    public Customer introducedAs(Profile profile, Instant at) {
        Customer known = new Customer(
                accountId,
                id,
                name == null ? profile.name() : name,
                email == null ? profile.email() : email,
                phone == null ? profile.phone() : phone,
                externalId,
                createdAt,
                updatedAt);
        return known.equals(this)
                ? this
                : new Customer(accountId, id, known.name, known.email, known.phone, externalId, createdAt, at);
    }

    public Profile profile() {
        return new Profile(name, email, phone);
    }

    public Author asAuthor() {
        return Author.customer(id, name);
    }
}
