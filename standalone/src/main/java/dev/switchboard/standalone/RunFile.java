package dev.switchboard.standalone;

import dev.switchboard.common.contract.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// What the running launcher tells the other commands about itself; rewritten whenever a process comes or goes.
///
/// @param startupSeconds from the launcher's start to the last service's readiness; 0 until then
record RunFile(long pid, boolean ready, double startupSeconds, List<Member> members) {

    /// @param probe the URL that answers 200 when the member is ready, empty where a listening port is all there is
    record Member(String name, long pid, int port, String probe) {}

    static Optional<RunFile> read(Home home) {
        try {
            return Files.exists(home.runFile())
                    ? Optional.of(WireJson.read(Files.readAllBytes(home.runFile()), RunFile.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Home home) {
        try {
            Path fresh = Files.writeString(home.folder().resolve("run.json.new"), WireJson.write(this));
            Files.move(fresh, home.runFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + home.runFile(), e);
        }
    }

    static void delete(Home home) {
        try {
            Files.deleteIfExists(home.runFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A zombie has no command any more, and neither has a process that took the number of an ended one after a reboot
    /// unless it is a Java of ours.
    static boolean lives(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("java") || command.endsWith("postgres"))
                .isPresent();
    }
}
