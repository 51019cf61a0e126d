package dev.switchboard.gateway.auth;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a visitor says of who it is. The account's own server made `hash` or `token` with the inbox's identity secret;
/// without either, `userId` is a label that nobody vouches for.
///
/// @param hash hex HMAC-SHA256 of `userId`
/// @param token a JWT (HS256) with `sub` and `exp`, and `name` and `email` where they are known
public record Proof(
        @Nullable String userId,
        @Nullable String hash,
        @Nullable String token) {
    /// What the parameters of a request or a socket say, under the names that clients know.
    public static Proof of(Function<String, @Nullable String> parameters) {
        String hash = parameters.apply("userHash");
        return new Proof(
                parameters.apply("userId"),
                hash == null ? parameters.apply("identifier_hash") : hash,
                parameters.apply("userToken"));
    }

    /// The same of a user that is known from before, where it says nothing of itself.
    public Proof or(@Nullable String known) {
        return userId == null && hash == null && token == null ? none(known) : this;
    }

    public static Proof none(@Nullable String userId) {
        return new Proof(userId, null, null);
    }

    @Override
    public String toString() {
        return "Proof[userId=" + userId + "]";
    }
}
