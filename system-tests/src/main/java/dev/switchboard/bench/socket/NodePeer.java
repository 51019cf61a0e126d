package dev.switchboard.bench.socket;

import dev.switchboard.suite.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Set;

/// The Socket.IO server of the comparison, on the machine's Node.js; npm fetches the library the first time.
final class NodePeer implements Peer, AutoCloseable {
    private final Process process;
    private final InetSocketAddress address;
    private final String versions;

    private NodePeer(Process process, InetSocketAddress address, String versions) {
        this.process = process;
        this.address = address;
        this.versions = versions;
    }

    static NodePeer start() {
        try {
            Path folder = Files.createDirectories(Installation.root().resolve("system-tests/target/socket-io"));
            for (String file : new String[] {"package.json", "server.js"}) {
                try (InputStream content = NodePeer.class.getResourceAsStream("/bench/socket-io/" + file)) {
                    Files.copy(
                            Objects.requireNonNull(content), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (!Files.exists(folder.resolve("node_modules/socket.io"))) {
                Commands.run(folder, "npm", "install", "--no-audit", "--no-fund", "--silent");
            }
            String versions = Commands.run(
                            folder,
                            "node",
                            "-p",
                            "'socket.io ' + require('socket.io/package.json').version + ', Node ' + process.version")
                    .strip();
            Process process = new ProcessBuilder("node", "--expose-gc", "server.js", TOKEN)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String port = said.readLine();
            if (port == null) {
                throw new IllegalStateException("the Socket.IO server does not start");
            }
            return new NodePeer(process, new InetSocketAddress("127.0.0.1", Integer.parseInt(port)), versions);
        } catch (IOException e) {
            throw new UncheckedIOException("the comparison needs Node.js and npm on the path", e);
        }
    }

    String versions() {
        return versions;
    }

    @Override
    public String name() {
        return "Socket.IO";
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public Dialect dialect() {
        return Dialect.SOCKET_IO;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Set<Long> others() {
        return Set.of();
    }

    @Override
    public void collectGarbage() {
        Commands.run("kill", "-USR2", Long.toString(pid()));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
