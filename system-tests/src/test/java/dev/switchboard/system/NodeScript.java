package dev.switchboard.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A script that runs in Node and is told what to do: one JSON object a line on its standard input, and one a line of
/// what happens on its standard output. What it writes to standard error is shown.
final class NodeScript implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final Writer in;
    private final BlockingQueue<JsonNode> lines = new LinkedBlockingQueue<>();
    private final List<JsonNode> taken = new ArrayList<>();

    private NodeScript(Process process) {
        this.process = process;
        this.in = process.outputWriter();
        Thread.ofVirtual().start(this::read);
    }

    /// @param script its name in the folder of the scripts
    static NodeScript start(String script, NodeModules modules, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Node.find().toString());
        command.add(NodeModules.SCRIPTS.resolve(script).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("NODE_PATH", modules.folder().toString());
        try {
            return new NodeScript(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(JSON.readTree(line));
            }
        } catch (IOException e) {
            lines.add(JSON.createObjectNode().put("is", "(broken: " + e + ")"));
        }
    }

    void tell(Object command) {
        try {
            in.write(JSON.writeValueAsString(command));
            in.write('\n');
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes lines until one fits.
    JsonNode await(String what, Predicate<JsonNode> fits) {
        return await(what, PATIENCE, fits);
    }

    JsonNode await(String what, Duration patience, Predicate<JsonNode> fits) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            JsonNode line = next(Duration.ofNanos(deadline - System.nanoTime()));
            if (line == null) {
                throw new AssertionError("no " + what + " came, but " + taken);
            }
            if (fits.test(line)) {
                return line;
            }
        }
    }

    /// Everything that comes within a time.
    List<JsonNode> listen(Duration time) {
        List<JsonNode> heard = new ArrayList<>();
        long deadline = System.nanoTime() + time.toNanos();
        for (JsonNode line = next(time); line != null; line = next(Duration.ofNanos(deadline - System.nanoTime()))) {
            heard.add(line);
        }
        return heard;
    }

    private @Nullable JsonNode next(Duration time) {
        try {
            JsonNode line = lines.poll(time.toNanos(), TimeUnit.NANOSECONDS);
            if (line != null) {
                taken.add(line);
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The script ends with its input; one that does not is ended.
    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
