package dev.switchboard.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `up --detach`: a launcher in a session of its own, whose lines are shown until it is ready or has failed.
final class Detached {
    private static final long BETWEEN_MILLIS = 50;

    private Detached() {}

    /// The exit status of the command.
    static int start(Home home, List<String> words, Progress progress) {
        Path output = home.log("launcher.out");
        List<String> command = new ArrayList<>(ownSession());
        command.addAll(JavaCommand.ofThisJvm());
        command.add(Standalone.class.getName());
        words.stream().filter(word -> !word.equals("--detach")).forEach(command::add);
        try {
            Files.deleteIfExists(output);
            Process launcher = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .start();
            return follow(home, launcher, output, progress);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the launcher", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Interrupted; the launcher goes on in the background: see `./switchboard status`.");
        }
    }

    private static int follow(Home home, Process launcher, Path output, Progress progress)
            throws IOException, InterruptedException {
        try (RandomAccessFile lines = new RandomAccessFile(output.toFile(), "r")) {
            while (true) {
                boolean ended = !launcher.isAlive();
                boolean ready = RunFile.read(home)
                        .filter(run -> run.ready() && run.pid() == launcher.pid())
                        .isPresent();
                show(lines, progress);
                if (ready) {
                    return 0;
                }
                if (ended) {
                    return launcher.exitValue() == 0 ? 1 : launcher.exitValue();
                }
                Thread.sleep(BETWEEN_MILLIS);
            }
        }
    }

    private static void show(RandomAccessFile lines, Progress progress) throws IOException {
        byte[] fresh = new byte[(int) (lines.length() - lines.getFilePointer())];
        lines.readFully(fresh);
        String text = new String(fresh, StandardCharsets.UTF_8);
        if (!text.isEmpty()) {
            progress.line(text.stripTrailing());
        }
    }

    /// A closed terminal must not end the launcher.
    private static List<String> ownSession() {
        return Stream.of("setsid", "nohup")
                .filter(tool -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))))
                .findFirst()
                .map(List::of)
                .orElse(List.of());
    }
}
