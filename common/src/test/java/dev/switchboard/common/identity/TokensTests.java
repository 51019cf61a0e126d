package dev.switchboard.common.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.secret.SecretKeyBase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class TokensTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final SecretKeyBase BASE = new SecretKeyBase("a-secret-key-base-of-enough-characters");
    private static final Caller AGENT =
            new Caller.Agent(Ids.next(), Ids.next(), 7, "Jane Smith", "jane@acme.test", "agent", Ids.next());

    private final Tokens tokens = new Tokens(BASE, at(NOW));

    @Test
    void aTokenCarriesItsCallerToAnotherProcessOfTheInstallation() {
        String token = tokens.mint(Tokens.Audience.INTERNAL, AGENT, Duration.ofMinutes(1));
        assertThat(new Tokens(BASE, at(NOW)).verify(Tokens.Audience.INTERNAL, token))
                .isEqualTo(AGENT);
    }

    @Test
    void aTokenIsWorthlessForAnotherAudienceOrInstallation() {
        String token = tokens.mint(Tokens.Audience.SESSION, AGENT, Duration.ofMinutes(1));
        assertRefused(tokens, Tokens.Audience.INTERNAL, token);
        Tokens others = new Tokens(new SecretKeyBase("another-secret-key-base-of-enough-length"), at(NOW));
        assertRefused(others, Tokens.Audience.SESSION, token);
    }

    @Test
    void anExpiredTokenIsRefusedAfterAMinuteOfLeeway() {
        String token = tokens.mint(Tokens.Audience.SESSION, AGENT, Duration.ofMinutes(1));
        assertThat(new Tokens(BASE, at(NOW.plusSeconds(110))).verify(Tokens.Audience.SESSION, token))
                .isEqualTo(AGENT);
        assertRefused(new Tokens(BASE, at(NOW.plusSeconds(130))), Tokens.Audience.SESSION, token);
    }

    @Test
    void forgedTokensAreRefused() throws JoseException {
        String token = tokens.mint(Tokens.Audience.INTERNAL, AGENT, Duration.ofMinutes(1));
        String[] parts = token.split("\\.");
        assertRefused(tokens, Tokens.Audience.INTERNAL, encode("{\"alg\":\"none\"}") + "." + parts[1] + ".");
        assertRefused(
                tokens, Tokens.Audience.INTERNAL, parts[0] + "." + encode("{\"aud\":\"INTERNAL\"}") + "." + parts[2]);
        JsonWebSignature hmac = new JsonWebSignature();
        hmac.setAlgorithmHeaderValue("HS256");
        hmac.setKey(new HmacKey(BASE.derive("token:INTERNAL")));
        hmac.setPayload(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        assertRefused(tokens, Tokens.Audience.INTERNAL, hmac.getCompactSerialization());
        for (String junk : List.of("", ".", "..", "a.b.c", "x".repeat(9_000))) {
            assertRefused(tokens, Tokens.Audience.INTERNAL, junk);
        }
    }

    private static void assertRefused(Tokens tokens, Tokens.Audience audience, String token) {
        assertThatThrownBy(() -> tokens.verify(audience, token)).isInstanceOf(Problem.class);
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
