package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTests {
    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void emptyFolder() {
        home = new Home(folder);
    }

    @Test
    void anEmptyFolderGetsTheDemoUnlessDeclined() {
        assertThat(Demo.decide(home, false)).isFalse();
        assertThat(Demo.decide(home, true)).isTrue();
    }

    @Test
    void aFolderWithDataNeverGetsIt() throws Exception {
        Files.createDirectories(home.postgres());
        assertThat(Demo.decide(home, true)).isFalse();
    }

    @Test
    void anInterruptedStartGoesOnWithTheDemo() throws Exception {
        assertThat(Demo.decide(home, true)).isTrue();
        Files.createDirectories(home.postgres());
        assertThat(Demo.decide(home, true)).isTrue();
        assertThat(Demo.isSeeded(home)).isFalse();
    }

    @Test
    void onceDeclinedAfterAnInterruptedStartItStaysAway() throws Exception {
        assertThat(Demo.decide(home, true)).isTrue();
        Files.createDirectories(home.postgres());
        assertThat(Demo.decide(home, false)).isFalse();
        assertThat(Demo.decide(home, true)).isFalse();
    }
}
