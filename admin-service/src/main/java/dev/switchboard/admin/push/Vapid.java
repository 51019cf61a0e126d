package dev.switchboard.admin.push;

import dev.switchboard.common.contract.WireJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// Says to a push service who writes: a token for its host alone, signed with the installation's key (RFC 8292).
final class Vapid {
    private static final Duration GOOD_FOR = Duration.ofHours(12);
    private static final String HEADER =
            encoded("{\"typ\":\"JWT\",\"alg\":\"ES256\"}".getBytes(StandardCharsets.US_ASCII));

    private Vapid() {}

    private record Claims(String aud, long exp, String sub) {}

    /// The `Authorization` header.
    ///
    /// @param contact whom its operator may write to: a `mailto:` or `https:` address
    static String authorization(String endpoint, KeyPair own, String contact, Instant now)
            throws GeneralSecurityException {
        URI uri = URI.create(endpoint);
        Claims claims = new Claims(
                uri.getScheme() + "://" + uri.getAuthority(), now.plus(GOOD_FOR).getEpochSecond(), contact);
        String signed = HEADER + "." + encoded(WireJson.write(claims).getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(own.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return "vapid t=%s.%s, k=%s".formatted(signed, encoded(signature.sign()), publicKey(own));
    }

    /// As `applicationServerKey` and `k` have it.
    static String publicKey(KeyPair own) {
        return encoded(P256.write((ECPublicKey) own.getPublic()));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
