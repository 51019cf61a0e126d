package dev.switchboard.conversation.share;

import dev.switchboard.common.id.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A random token that nobody keeps: only its hash is stored.
record ShareToken(String text) {
    static ShareToken random() {
        return new ShareToken(Ids.secret());
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    @Override
    public String toString() {
        return "ShareToken";
    }
}
