package dev.switchboard.conversation.share;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.Digest;

/// A random token that nobody keeps: only its hash is stored.
record ShareToken(String text) {
    static ShareToken random() {
        return new ShareToken(Ids.secret());
    }

    byte[] hash() {
        return Digest.sha256(text).bytes();
    }

    @Override
    public String toString() {
        return "ShareToken";
    }
}
