package dev.switchboard.admin.push;

import java.security.GeneralSecurityException;
import java.util.Base64;

/// Where a browser is reached and how it is written to, as its `PushSubscription` says it.
///
/// @param endpoint at its push service
/// @param p256dh its public key, a point of P-256, in base64url
/// @param auth 16 bytes that it shares with whoever may write to it, in base64url
record Address(String endpoint, String p256dh, String auth) {
    private static final int AUTH = 16;

    boolean hasKeys() {
        try {
            return secret().length == AUTH && P256.read(point()) != null;
        } catch (IllegalArgumentException | GeneralSecurityException _) {
            return false;
        }
    }

    byte[] point() {
        return decode(p256dh);
    }

    byte[] secret() {
        return decode(auth);
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    @Override
    public String toString() {
        return "Address";
    }
}
