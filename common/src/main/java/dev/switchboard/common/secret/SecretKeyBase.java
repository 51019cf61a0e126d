package dev.switchboard.common.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// The installation's one secret. Every other key is derived from it with HKDF-SHA256 (RFC 5869) under its own name,
/// so that a key for one purpose is worthless for another.
public final class SecretKeyBase {
    private static final int LEAST = 32;

    private final byte[] secret;

    /// @throws IllegalArgumentException when it has less than 32 characters
    public SecretKeyBase(String secret) {
        if (secret.length() < LEAST) {
            throw new IllegalArgumentException(
                    "SECRET_KEY_BASE needs at least " + LEAST + " characters; make one with: openssl rand -base64 48");
        }
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /// 32 bytes for one purpose.
    public byte[] derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 is part of every JDK 25", e);
        }
    }

    /// Names it without telling anything of it.
    public String id() {
        return HexFormat.of().formatHex(derive("secret-box-id"), 0, 4);
    }
}
