package dev.switchboard.admin.audit;

import dev.switchboard.common.secret.Hmac;
import dev.switchboard.common.secret.SecretKeyBase;
import org.springframework.stereotype.Component;

/// Seals the head of a chain with a key that the database does not have: who can write there alone can neither shorten
/// a chain nor make another one.
@Component
class Seal {
    private final Hmac key;

    Seal(SecretKeyBase base) {
        this.key = Hmac.sha256(base.derive("audit-seal"));
    }

    Head on(Head head) {
        return head.sealed(key.of(head.text()).hex());
    }

    boolean holds(Head head) {
        return key.of(head.text()).isHex(head.seal());
    }
}
