package dev.switchboard.gateway;

import dev.switchboard.common.contract.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A customer's own server, as it signs its users with plain means, well and badly.
public final class IdentityProofs {
    public static final String SECRET = "an-identity-secret-of-enough-characters";

    private IdentityProofs() {}

    public static String hash(String secret, String userId) {
        return HexFormat.of().formatHex(mac("HmacSHA256", secret, userId));
    }

    public static Map<String, Object> claims(String subject, Instant expires) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subject);
        claims.put("name", "Ann Lee");
        claims.put("email", "ann@example.test");
        claims.put("exp", expires.getEpochSecond());
        return claims;
    }

    public static String jwt(String secret, Map<String, Object> claims) {
        return jwt("HS256", secret, claims);
    }

    public static String jwt(String algorithm, String secret, Map<String, Object> claims) {
        String signed = unsigned(algorithm, claims);
        String mac = algorithm.equals("HS512") ? "HmacSHA512" : "HmacSHA256";
        return signed + "." + encode(mac(mac, secret, signed));
    }

    /// A token's first two parts.
    public static String unsigned(String algorithm, Map<String, Object> claims) {
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
        return encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encode(WireJson.write(claims).getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] mac(String algorithm, String secret, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
