package dev.switchboard.common.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTests {
    private final SecretBox box = new SecretBox(new SecretKeyBase("a-secret-key-base-of-enough-characters"));

    @Test
    void aSealedSecretOpensInItsOwnContextOnly() {
        String sealed = box.seal("token-of-a-provider", "acme/whatsapp");
        assertThat(sealed).startsWith("v2.").doesNotContain("token");
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
    void anotherMasterKeyWrapsTheSameSecretAnew() {
        SecretKeyBase base = new SecretKeyBase("a-secret-key-base-of-enough-characters");
        String first = "the-first-master-key-of-enough-characters";
        String second = "the-second-master-key-of-enough-characters";
        String old = new SecretBox(new MasterKeys(base, List.of(first), null)).seal("s", "c");
        SecretBox both = new SecretBox(new MasterKeys(base, List.of(second, first), null));
        String rewrapped = both.rewrap(old);
        assertThat(both.open(old, "c")).isEqualTo("s");
        assertThat(rewrapped).startsWith(both.currentPrefix()).isEqualTo(both.rewrap(rewrapped));
        SecretBox later = new SecretBox(new MasterKeys(base, List.of(second), null));
        assertThat(later.open(rewrapped, "c")).isEqualTo("s");
        assertThatThrownBy(() -> later.open(rewrapped, "d")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> later.open(old, "c")).hasMessageContaining("is not known");
        // what SECRET_KEY_BASE alone has sealed, before there was a master key
        assertThat(later.open(later.rewrap(box.seal("s", "c")), "c")).isEqualTo("s");
    }

    /// Sealed by the release before.
    @Test
    void whatWasSealedBeforeKeysHadIdsStillOpens() {
        String sealed =
                "v1.2BU-RsNZUeuMQ-kw6JHfYHYNJ3lJ1wTCOqvUGdSxnV4Bfw6NeBjzFUCbDazDDrQIBtrE-QYNgWz_8GZ94LZGffzFHalAFivGO8eCH7nzpffFXEkXyVf-pCFUY-AZYV-x2BKSEYh0P_C4gEc";
        assertThat(box.open(sealed, "acme/whatsapp")).isEqualTo("token-of-a-provider");
        assertThat(box.rewrap(sealed)).isEqualTo(sealed);
    }

    @Test
    void aKeyFileIsReadAgainWhileTheServiceRuns(@TempDir Path folder) throws IOException {
        SecretKeyBase base = new SecretKeyBase("a-secret-key-base-of-enough-characters");
        Path file = folder.resolve("master-keys");
        MasterKeys keys = new MasterKeys(base, List.of(), file);
        SecretBox watching = new SecretBox(keys);
        String before = watching.currentPrefix();
        Files.writeString(file, "a-master-key-of-enough-characters-in-a-file\n");
        keys.look();
        String then = watching.currentPrefix();
        assertThat(then).isNotEqualTo(before);
        Files.writeString(file, "short\n");
        keys.look();
        assertThat(watching.currentPrefix()).isEqualTo(then);
    }

    @Test
    void aShortSecretKeyBaseIsRefusedWithAWayOut() {
        assertThatThrownBy(() -> new SecretKeyBase("short")).hasMessageContaining("openssl rand");
    }
}
