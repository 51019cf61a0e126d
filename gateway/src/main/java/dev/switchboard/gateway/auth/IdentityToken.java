package dev.switchboard.gateway.auth;

import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.jspecify.annotations.Nullable;

/// What a JWT of an account's own server says of a visitor. The algorithm is fixed here and never read from the token.
record IdentityToken(String userId, Profile profile) {
    private static final int LONGEST = 8 * 1024;
    private static final int LONGEST_CLAIM = 255;
    private static final int LEEWAY_SECONDS = 60;

    /// @param inboxId the audience, where the token names one
    /// @throws Problem `INVALID_JWT_TOKEN` for anything but an unexpired token that this secret signed
    static IdentityToken verify(String token, String secret, UUID inboxId, Clock clock) {
        if (token.length() > LONGEST) {
            throw invalid();
        }
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setRequireExpirationTime()
                    .setRequireSubject()
                    .setAllowedClockSkewInSeconds(LEEWAY_SECONDS)
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .setExpectedAudience(false, inboxId.toString())
                    .setVerificationKey(new HmacKey(secret.getBytes(StandardCharsets.UTF_8)))
                    .setJwsAlgorithmConstraints(
                            AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                    .build()
                    .processToClaims(token);
            String subject = claims.getSubject();
            if (subject.isBlank()) {
                throw invalid();
            }
            return new IdentityToken(subject, new Profile(text(claims, "name"), text(claims, "email"), null));
        } catch (InvalidJwtException | MalformedClaimException e) {
            throw invalid();
        }
    }

    private static @Nullable String text(JwtClaims claims, String name) throws MalformedClaimException {
        String value = claims.getStringClaimValue(name);
        return value == null || value.isBlank() || value.length() > LONGEST_CLAIM ? null : value;
    }

    private static Problem invalid() {
        return Problem.of(ProblemCode.INVALID_JWT_TOKEN, "The identity token is invalid or has expired")
                .advise("Sign one with HS256 and the inbox's identity secret, with the claims sub and exp.");
    }
}
