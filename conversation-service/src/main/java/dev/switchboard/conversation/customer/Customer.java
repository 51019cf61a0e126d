package dev.switchboard.conversation.customer;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Profile;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Somebody who writes to an account. What a channel says of it fills what is not known yet and replaces nothing; the
/// desk may replace anything.
///
/// @param externalId what the business's page called it; a label and no proof
/// @param blockedAt since when nothing of it reaches the desk
/// @param mergedInto the customer that it turned out to be
/// @param erasedAt since when nothing is known of it any more
public record Customer(
        UUID accountId,
        UUID id,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String externalId,
        Details details,
        @Nullable Instant blockedAt,
        @Nullable UUID mergedInto,
        @Nullable Instant erasedAt,
        Instant createdAt,
        Instant updatedAt) {
    /// Whether mail could be sent there. What a page says is only a label and may be anything; what the desk writes or
    /// imports is held to this.
    public static boolean isAddress(String text) {
        int at = text.indexOf('@');
        return at > 0 && at < text.length() - 1 && text.chars().noneMatch(Character::isWhitespace);
    }

    public static Customer met(UUID accountId, UUID id, Profile profile, Instant at) {
        return new Customer(
                accountId,
                id,
                profile.name(),
                profile.email(),
                profile.phone(),
                null,
                Details.NONE,
                null,
                null,
                null,
                at,
                at);
    }

    /// The name that the business has for it, as its page says.
    public Customer labelled(@Nullable String label) {
        return with(profile(), label, details, blockedAt);
    }

    public Customer introducedAs(Profile said, Instant at) {
        Profile known = new Profile(
                name == null ? said.name() : name,
                email == null ? said.email() : email,
                phone == null ? said.phone() : phone);
        return known.equals(profile()) ? this : describedAs(known, externalId).changed(at);
    }

    /// As the desk knows better.
    public Customer describedAs(Profile known, @Nullable String label) {
        return with(known, label, details, blockedAt);
    }

    public Customer detailed(UnaryOperator<Details> change) {
        return with(profile(), externalId, change.apply(details), blockedAt);
    }

    public Customer blocked(Instant at) {
        return with(profile(), externalId, details, blockedAt == null ? at : blockedAt);
    }

    public Customer unblocked() {
        return with(profile(), externalId, details, null);
    }

    /// Only that it is known.
    public Customer withheld() {
        return new Customer(
                accountId, id, null, null, null, null, Details.NONE, null, null, null, createdAt, updatedAt);
    }

    public boolean isBlocked() {
        return blockedAt != null;
    }

    public CustomerStatus status() {
        if (erasedAt != null) {
            return CustomerStatus.ERASED;
        }
        if (mergedInto != null) {
            return CustomerStatus.MERGED;
        }
        return isBlocked() ? CustomerStatus.BLOCKED : CustomerStatus.ACTIVE;
    }

    public Profile profile() {
        return new Profile(name, email, phone);
    }

    public Author asAuthor() {
        return Author.customer(id, name);
    }

    Customer changed(Instant at) {
        return new Customer(
                accountId, id, name, email, phone, externalId, details, blockedAt, mergedInto, erasedAt, createdAt, at);
    }

    Customer mergedInto(@Nullable UUID survivor, Instant at) {
        return new Customer(
                accountId, id, name, email, phone, externalId, details, blockedAt, survivor, erasedAt, createdAt, at);
    }

    /// Whether others need to hear of the change: more than where it was seen last.
    boolean differsFrom(Customer before) {
        return !with(profile(), externalId, before.details, blockedAt).equals(before)
                || details.differsFrom(before.details);
    }

    private Customer with(Profile profile, @Nullable String label, Details next, @Nullable Instant blocked) {
        return new Customer(
                accountId,
                id,
                profile.name(),
                profile.email(),
                profile.phone(),
                label,
                next,
                blocked,
                mergedInto,
                erasedAt,
                createdAt,
                updatedAt);
    }
}
