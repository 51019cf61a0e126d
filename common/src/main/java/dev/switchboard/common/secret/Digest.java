package dev.switchboard.common.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// What stands for some bytes without telling them, and the ways in which it is written.
public record Digest(byte[] bytes) {
    /// SHA-256 (FIPS 180-4).
    ///
    /// @param parts one after the other
    public static Digest sha256(byte[]... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha256.update(part);
            }
            return new Digest(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /// SHA-256 of the text's UTF-8.
    public static Digest sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /// In small letters.
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// Without padding.
    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Whether two texts are the same, in a time that does not tell where they part.
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /// Compares in constant time.
    ///
    /// @param hex in small letters or capitals; what is no hex is no digest
    public boolean isHex(String hex) {
        try {
            return MessageDigest.isEqual(bytes, HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
