package dev.switchboard.admin.twofactor;

import dev.switchboard.common.secret.Hmac;
import dev.switchboard.common.secret.SecretKeyBase;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Codes for the day on which the phone is lost: 80 random bits each, so that a keyed hash is enough to keep them.
@Component
class RecoveryCodes {
    private static final int COUNT = 10;
    private static final int BYTES = 10;

    private final SecureRandom random = new SecureRandom();
    private final Hmac key;

    RecoveryCodes(SecretKeyBase base) {
        this.key = Hmac.sha256(base.derive("recovery-codes"));
    }

    /// As in `ABCD-EFGH-IJKL-MNOP`.
    List<String> make() {
        return Stream.generate(this::code).limit(COUNT).toList();
    }

    private String code() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return String.join("-", Base32.encode(bytes).split("(?<=\\G.{4})"));
    }

    /// What is kept of a code; case, spaces and dashes do not count.
    String hash(UUID userId, String code) {
        String bare = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return key.of(userId + ":" + bare).hex();
    }
}
