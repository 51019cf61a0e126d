package dev.switchboard.common.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/// New identifiers. `next` is a UUIDv7 (RFC 9562): ordered by time within this process, so that indexes grow at one
/// end. `secret` is 256 random bits for what must not be guessed.
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator(RANDOM);

    private Ids() {}

    public static UUID next() {
        return GENERATOR.generate();
    }

    /// URL-safe text of 43 characters.
    public static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
