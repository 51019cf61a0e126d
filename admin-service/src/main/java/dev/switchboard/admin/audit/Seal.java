package dev.switchboard.admin.audit;

import dev.switchboard.common.secret.SecretKeyBase;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// Seals the head of a chain with a key that the database does not have: who can write there alone can neither shorten
/// a chain nor make another one.
@Component
class Seal {
    private final SecretKeySpec key;

    Seal(SecretKeyBase base) {
        this.key = new SecretKeySpec(base.derive("audit-seal"), "HmacSHA256");
    }

    Head on(Head head) {
        return head.sealed(HexFormat.of().formatHex(hmac(head)));
    }

    boolean holds(Head head) {
        byte[] seal;
        try {
            seal = HexFormat.of().parseHex(head.seal());
        } catch (IllegalArgumentException _) {
            return false;
        }
        return MessageDigest.isEqual(seal, hmac(head));
    }

    private byte[] hmac(Head head) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(head.text().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
