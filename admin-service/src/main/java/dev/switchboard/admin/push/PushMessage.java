package dev.switchboard.admin.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A text for one browser, which its push service cannot read: RFC 8291 over one record of RFC 8188.
final class PushMessage {
    private static final int SALT = 16;
    private static final int RECORD = 4096;
    private static final int TAG_BITS = 128;
    private static final byte LAST_RECORD = 2;

    private PushMessage() {}

    /// @param text of at most 3,900 bytes: push services need to take no more than a record
    static byte[] seal(byte[] text, Address to) throws GeneralSecurityException {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return seal(text, to, P256.pair(), salt);
    }

    /// @param own a pair of this message's own
    static byte[] seal(byte[] text, Address to, KeyPair own, byte[] salt) throws GeneralSecurityException {
        byte[] ownPoint = P256.write((ECPublicKey) own.getPublic());
        byte[] key = hkdf(
                to.secret(),
                shared(own, P256.read(to.point())),
                joined(ascii("WebPush: info\0"), to.point(), ownPoint),
                32);
        byte[] contentKey = hkdf(salt, key, ascii("Content-Encoding: aes128gcm\0"), 16);
        byte[] nonce = hkdf(salt, key, ascii("Content-Encoding: nonce\0"), 12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(contentKey, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        byte[] sealed = cipher.doFinal(joined(text, new byte[] {LAST_RECORD}));
        return ByteBuffer.allocate(SALT + 4 + 1 + P256.POINT + sealed.length)
                .put(salt)
                .putInt(RECORD)
                .put((byte) P256.POINT)
                .put(ownPoint)
                .put(sealed)
                .array();
    }

    private static byte[] shared(KeyPair own, ECPublicKey other) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own.getPrivate());
        var _ = agreement.doPhase(other, true);
        return agreement.generateSecret();
    }

    private static byte[] hkdf(byte[] salt, byte[] key, byte[] info, int length) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(key).thenExpand(info, length));
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            ByteBuffer _ = all.put(part);
        }
        return all.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
