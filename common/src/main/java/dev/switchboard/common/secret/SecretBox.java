package dev.switchboard.common.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Envelope encryption at rest: each secret has a data key of its own (AES-256-GCM), which is itself encrypted under a
/// master key, whose id stands in the text. The context (account and purpose) is authenticated with the secret, so that
/// a value copied to another row does not open; it is not with the data key, so that a new master key needs no context.
/// Sealed text reads `v2.<key id>.<base64url>`; `v1.<base64url>` is of before keys had ids.
public final class SecretBox {
    private static final String V1 = "v1.";
    private static final String V2 = "v2.";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int WRAPPED_KEY = NONCE + 32 + TAG_BITS / 8;

    private final SecureRandom random = new SecureRandom();
    private final MasterKeys masters;

    public SecretBox(SecretKeyBase base) {
        this(new MasterKeys(base, List.of(), null));
    }

    public SecretBox(MasterKeys masters) {
        this.masters = masters;
    }

    public String seal(String secret, String context) {
        byte[] dataKey = new byte[32];
        random.nextBytes(dataKey);
        byte[] body = encrypt(dataKey, secret.getBytes(StandardCharsets.UTF_8), context);
        return wrapped(dataKey, body);
    }

    /// @throws IllegalStateException when the text was sealed under another master key or context, or was changed
    public String open(String sealed, String context) {
        Sealed parts = parse(sealed);
        byte[] dataKey = decrypt(parts.master(), parts.wrapped(), parts.id() == null ? context : parts.id());
        return new String(decrypt(dataKey, parts.body(), context), StandardCharsets.UTF_8);
    }

    /// The same secret under the current master key; the text itself where it is so already. One of `v1` stays: its
    /// master key is `SECRET_KEY_BASE`'s.
    ///
    /// @throws IllegalStateException when its master key is not known
    String rewrap(String sealed) {
        Sealed parts = parse(sealed);
        String id = parts.id();
        if (id == null || id.equals(masters.current())) {
            return sealed;
        }
        byte[] body = new byte[parts.body().remaining()];
        parts.body().get(body);
        return wrapped(decrypt(parts.master(), parts.wrapped(), id), body);
    }

    /// What everything begins with that the current master key wraps.
    String currentPrefix() {
        return V2 + masters.current() + ".";
    }

    private String wrapped(byte[] dataKey, byte[] body) {
        String id = masters.current();
        byte[] key = encrypt(master(id), dataKey, id);
        byte[] all =
                ByteBuffer.allocate(key.length + body.length).put(key).put(body).array();
        return V2 + id + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /// @param id null for `v1`
    private record Sealed(@Nullable String id, byte[] master, ByteBuffer wrapped, ByteBuffer body) {}

    private Sealed parse(String sealed) {
        if (sealed.startsWith(V1)) {
            return parts(null, masters.ofBase(), sealed.substring(V1.length()));
        }
        int dot = sealed.indexOf('.', V2.length());
        if (!sealed.startsWith(V2) || dot < 0) {
            throw new IllegalStateException("this is no sealed secret");
        }
        String id = sealed.substring(V2.length(), dot);
        return parts(id, master(id), sealed.substring(dot + 1));
    }

    private static Sealed parts(@Nullable String id, byte[] master, String base64) {
        byte[] all = Base64.getUrlDecoder().decode(base64);
        if (all.length < WRAPPED_KEY + NONCE) {
            throw new IllegalStateException("this is no sealed secret");
        }
        return new Sealed(
                id,
                master,
                ByteBuffer.wrap(all, 0, WRAPPED_KEY),
                ByteBuffer.wrap(all, WRAPPED_KEY, all.length - WRAPPED_KEY));
    }

    private byte[] master(String id) {
        byte[] master = masters.find(id);
        if (master == null) {
            throw new IllegalStateException("the master key " + id
                    + " is not known: was it taken away, or SECRET_KEY_BASE changed, since the secret was saved?");
        }
        return master;
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
