package dev.switchboard.common.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A key under which others can make the same digest, and nobody else (RFC 2104).
public final class Hmac {
    private final SecretKeySpec key;

    private Hmac(byte[] key, String algorithm) {
        this.key = new SecretKeySpec(key, algorithm);
    }

    /// @throws IllegalArgumentException for an empty key
    public static Hmac sha256(byte[] key) {
        return new Hmac(key, "HmacSHA256");
    }

    /// @param secret whose UTF-8 is the key
    /// @throws IllegalArgumentException for an empty one
    public static Hmac sha256(String secret) {
        return sha256(secret.getBytes(StandardCharsets.UTF_8));
    }

    /// For those who ask for no better.
    ///
    /// @throws IllegalArgumentException for an empty key
    public static Hmac sha1(byte[] key) {
        return new Hmac(key, "HmacSHA1");
    }

    /// @param parts one after the other
    public Digest of(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return new Digest(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(key.getAlgorithm() + " is part of every JDK", e);
        }
    }

    /// Of the text's UTF-8.
    public Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}
