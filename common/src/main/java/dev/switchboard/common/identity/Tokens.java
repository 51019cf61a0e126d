package dev.switchboard.common.identity;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.SecretKeyBase;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/// Mints and verifies the suite's own tokens: JWTs signed with Ed25519 (RFC 8037), a key pair per audience. The
/// algorithm is fixed here and never read from a token; a clock may be 60 s off.
public final class Tokens {
    private static final String ISSUER = "switchboard";
    private static final int LONGEST = 8 * 1024;
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    /// `INTERNAL`: gateway to service, a minute. `SESSION`: a user's login. `WIDGET`: a visitor, proven.
    public enum Audience {
        INTERNAL,
        SESSION,
        WIDGET
    }

    private final Map<Audience, KeyPair> keys = new EnumMap<>(Audience.class);
    private final Clock clock;

    public Tokens(SecretKeyBase base, Clock clock) {
        this.clock = clock;
        for (Audience audience : Audience.values()) {
            keys.put(audience, keyPair(base.derive("token:" + audience)));
        }
    }

    public String mint(Audience audience, Caller caller, Duration lifetime) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(audience.name());
        NumericDate now = NumericDate.fromMilliseconds(clock.millis());
        claims.setIssuedAt(now);
        claims.setExpirationTime(NumericDate.fromSeconds(now.getValue() + lifetime.toSeconds()));
        claims.setStringClaim("caller", WireJson.write(caller));
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        jws.setKey(key(audience).getPrivate());
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    /// @throws Problem `INVALID_JWT_TOKEN` for anything but an unexpired token of this audience and installation
    public Caller verify(Audience audience, String token) {
        if (token.length() > LONGEST) {
            throw invalid("The token is longer than " + LONGEST + " characters");
        }
        JwtConsumer consumer = new JwtConsumerBuilder()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds((int) LEEWAY.toSeconds())
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .setExpectedIssuer(ISSUER)
                .setExpectedAudience(audience.name())
                .setVerificationKey(key(audience).getPublic())
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA)
                .build();
        try {
            String caller = consumer.processToClaims(token).getStringClaimValue("caller");
            return WireJson.read(caller, Caller.class);
        } catch (InvalidJwtException | MalformedClaimException e) {
            throw invalid("The token is invalid or has expired");
        }
    }

    private KeyPair key(Audience audience) {
        KeyPair pair = keys.get(audience);
        if (pair == null) {
            throw new IllegalStateException("no key for " + audience);
        }
        return pair;
    }

    private static Problem invalid(String detail) {
        return Problem.of(ProblemCode.INVALID_JWT_TOKEN, detail).advise("Log in again to get a new token.");
    }

    /// An Ed25519 private key is 32 bytes of any value, so the derived seed is the key (RFC 8032, 5.1.5).
    private static KeyPair keyPair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new SecureRandom() {
                @Override
                public void nextBytes(byte[] bytes) {
                    System.arraycopy(seed, 0, bytes, 0, bytes.length);
                }
            });
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Ed25519 is part of every JDK 25", e);
        }
    }
}
