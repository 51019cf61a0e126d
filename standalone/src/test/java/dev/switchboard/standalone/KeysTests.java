package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTests {
    @TempDir
    Path folder;

    @Test
    void aMissingSecretIsMadeOnceAndReadableByItsOwnerOnly() throws Exception {
        Home home = new Home(folder);
        Keys first = Keys.of(home, Map.of());
        assertThat(Keys.of(home, Map.of())).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secretKeyBase())))
                .isEqualTo("rw-------");
    }

    @Test
    void theEnvironmentsSecretIsNeverWritten() {
        Home home = new Home(folder);
        Keys keys = Keys.of(home, Map.of("SECRET_KEY_BASE", "a secret of the environment, long enough"));
        assertThat(keys.secretKeyBase()).startsWith("a secret");
        assertThat(home.secretKeyBase()).doesNotExist();
        assertThat(keys.rolePassword("ai")).isNotEqualTo(keys.rolePassword("admin"));
    }
}
