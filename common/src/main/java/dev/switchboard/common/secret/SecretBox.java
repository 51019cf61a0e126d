package dev.switchboard.common.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Envelope encryption at rest: each secret has a data key of its own (AES-256-GCM), which is itself encrypted under
/// the installation's key; the context (account and purpose) is authenticated with it, so that a value copied to
/// another row does not open. Sealed text reads `v1.<base64url>`.
public final class SecretBox {
    private static final String VERSION = "v1.";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int WRAPPED_KEY = NONCE + 32 + TAG_BITS / 8;

    private final SecureRandom random = new SecureRandom();
    private final byte[] master;

    public SecretBox(SecretKeyBase base) {
        this.master = base.derive("secret-box");
    }

    public String seal(String secret, String context) {
        byte[] dataKey = new byte[32];
        random.nextBytes(dataKey);
        byte[] wrapped = encrypt(master, dataKey, context);
        byte[] body = encrypt(dataKey, secret.getBytes(StandardCharsets.UTF_8), context);
        byte[] all = ByteBuffer.allocate(wrapped.length + body.length)
                .put(wrapped)
                .put(body)
                .array();
        return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /// @throws IllegalStateException when the text was sealed under another SECRET_KEY_BASE or context, or was changed
    public String open(String sealed, String context) {
        if (!sealed.startsWith(VERSION)) {
            throw new IllegalStateException("this is no sealed secret");
        }
        byte[] all = Base64.getUrlDecoder().decode(sealed.substring(VERSION.length()));
        byte[] dataKey = decrypt(master, ByteBuffer.wrap(all, 0, WRAPPED_KEY), context);
        byte[] body = decrypt(dataKey, ByteBuffer.wrap(all, WRAPPED_KEY, all.length - WRAPPED_KEY), context);
        return new String(body, StandardCharsets.UTF_8);
    }

    private byte[] encrypt(byte[] key, byte[] plain, String context) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plain);
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt", e);
        }
    }

    private static byte[] decrypt(byte[] key, ByteBuffer sealed, String context) {
        byte[] nonce = new byte[NONCE];
        sealed.get(nonce);
        byte[] body = new byte[sealed.remaining()];
        sealed.get(body);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "cannot open a stored secret: was SECRET_KEY_BASE changed since it was saved?", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
