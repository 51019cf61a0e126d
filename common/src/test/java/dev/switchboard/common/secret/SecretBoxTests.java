package dev.switchboard.common.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretBoxTests {
    private final SecretBox box = new SecretBox(new SecretKeyBase("a-secret-key-base-of-enough-characters"));

    @Test
    void aSealedSecretOpensInItsOwnContextOnly() {
        String sealed = box.seal("token-of-a-provider", "acme/whatsapp");
        assertThat(sealed).startsWith("v1.").doesNotContain("token");
        assertThat(box.open(sealed, "acme/whatsapp")).isEqualTo("token-of-a-provider");
        assertThatThrownBy(() -> box.open(sealed, "globex/whatsapp")).hasMessageContaining("SECRET_KEY_BASE");
    }

    @Test
    void oneSecretSealsDifferentlyEachTime() {
        assertThat(box.seal("s", "c")).isNotEqualTo(box.seal("s", "c"));
    }

    @Test
    void aChangedOrForeignTextDoesNotOpen() {
        String sealed = box.seal("s", "c");
        String changed = sealed.substring(0, sealed.length() - 2) + (sealed.endsWith("A") ? "BB" : "AA");
        assertThatThrownBy(() -> box.open(changed, "c")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> box.open("plain", "c")).hasMessage("this is no sealed secret");
        SecretBox other = new SecretBox(new SecretKeyBase("another-secret-key-base-of-enough-length"));
        assertThatThrownBy(() -> other.open(sealed, "c")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aShortSecretKeyBaseIsRefusedWithAWayOut() {
        assertThatThrownBy(() -> new SecretKeyBase("short")).hasMessageContaining("openssl rand");
    }
}
