package dev.switchboard.admin.signon;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Verifies the issuer's tokens. Algorithms, issuer and audience come from here, keys from the issuer: a token decides
/// about nothing but which of those keys it is held against.
@Component
class IssuerTokens {
    private static final int LONGEST = 8 * 1024;
    private static final int LEEWAY_SECONDS = 60;

    private final Issuer issuer;
    private final OidcSettings settings;
    private final Clock clock;

    IssuerTokens(Issuer issuer, OidcSettings settings, Clock clock) {
        this.issuer = issuer;
        this.settings = settings;
        this.clock = clock;
    }

    /// Fails with `INVALID_JWT_TOKEN` for anything but a token that is good now and meant for us.
    Mono<Claimed> verify(String token) {
        if (!settings.on() || token.length() > LONGEST) {
            return Mono.error(invalid());
        }
        return issuer.keys()
                .flatMap(keys -> Mono.fromCallable(() -> claims(token, keys))
                        .onErrorResume(
                                InvalidJwtException.class,
                                _ -> issuer.keysAgain()
                                        .flatMap(fresh -> fresh.equals(keys)
                                                ? Mono.error(invalid())
                                                : Mono.fromCallable(() -> claims(token, fresh)))))
                .map(this::claimed)
                .onErrorMap(InvalidJwtException.class, _ -> invalid());
    }

    private JwtClaims claims(String token, List<JsonWebKey> keys) throws InvalidJwtException {
        JwtConsumer consumer = new JwtConsumerBuilder()
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(LEEWAY_SECONDS)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .setExpectedIssuer(settings.issuer())
                // Cognito's access tokens name the client elsewhere; see `audience`
                .setSkipDefaultAudienceValidation()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys))
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .build();
        return consumer.processToClaims(token);
    }

    private Claimed claimed(JwtClaims claims) {
        try {
            audience(claims);
            Instant end = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
            if (end.isAfter(clock.instant().plus(settings.longest()).plusSeconds(LEEWAY_SECONDS))) {
                throw invalid();
            }
            return new Claimed(
                    claims.getSubject(),
                    account(claims),
                    email(claims),
                    text(claims, "name"),
                    role(claims),
                    text(claims, "nonce"),
                    end);
        } catch (MalformedClaimException e) {
            throw invalid();
        }
    }

    private void audience(JwtClaims claims) throws MalformedClaimException {
        boolean ours = claims.hasAudience()
                ? claims.getAudience().contains(settings.clientId())
                : settings.clientId().equals(claims.getClaimValue("client_id"));
        if (!ours) {
            throw invalid();
        }
    }

    private UUID account(JwtClaims claims) {
        String named = settings.account().isEmpty() ? text(claims, settings.accountClaim()) : settings.account();
        try {
            return UUID.fromString(named == null ? "" : named);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static @Nullable String email(JwtClaims claims) {
        Object verified = claims.getClaimValue("email_verified");
        boolean sure = Boolean.TRUE.equals(verified) || "true".equals(verified);
        String email = text(claims, "email");
        return sure && email != null && email.length() <= 254 ? email.toLowerCase(Locale.ROOT) : null;
    }

    private @Nullable String role(JwtClaims claims) {
        Object said = claims.getClaimValue(settings.roleClaim());
        List<?> groups = said instanceof List<?> list ? list : said == null ? List.of() : List.of(said);
        return settings.rolesByGroup().entrySet().stream()
                .filter(group -> groups.contains(group.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String text(JwtClaims claims, String claim) {
        return claims.getClaimValue(claim) instanceof String text && !text.isBlank() && text.indexOf('\0') < 0
                ? text.substring(0, Math.min(text.length(), 200))
                : null;
    }

    private static Problem invalid() {
        return Problem.of(ProblemCode.INVALID_JWT_TOKEN, "The token is invalid or has expired")
                .advise("Sign on again to get a new token.");
    }
}
