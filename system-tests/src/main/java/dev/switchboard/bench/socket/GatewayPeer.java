package dev.switchboard.bench.socket;

import dev.switchboard.bench.SystemFigures;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.suite.SuiteStatus;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The gateway of a suite with one process for each service: of the running one where there is such, else of one that
/// is started for the bench. One socket writes for the whole load, so the limit of messages a socket is raised; nothing
/// else is.
final class GatewayPeer implements Peer, AutoCloseable {
    static final String RAISED = "SWITCHBOARD_SOCKET_MESSAGES";

    private static final Pattern GENERATION =
            Pattern.compile("(?:DefNew|Tenured) +total \\d+K, used (\\d+)K \\[0x(\\w+), 0x\\w+, 0x(\\w+)\\)");

    private final Installation installation;
    private final Runnable stop;
    private SuiteStatus status;

    private GatewayPeer(Installation installation, Runnable stop) {
        this.installation = installation;
        this.stop = stop;
        this.status = installation.status();
    }

    static GatewayPeer start() {
        Installation running = Installation.ofEnvironment();
        if (running.isUp()) {
            GatewayPeer peer = new GatewayPeer(running, () -> {});
            if (peer.pid() == peer.status.row("kafka").pid()) {
                throw new IllegalStateException("the running suite is one process: stop it, or start it as `" + RAISED
                        + "=1000000 ./switchboard up --processes`");
            }
            return peer;
        }
        RunningSuite own = Installation.fresh().with(Map.of(RAISED, "1000000")).up("--processes");
        return new GatewayPeer(own.installation(), own::close);
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", installation.gatewayPort());
    }

    @Override
    public Dialect dialect() {
        return Dialect.PLAIN;
    }

    @Override
    public long pid() {
        return status.row("gateway").pid();
    }

    @Override
    public Set<Long> others() {
        return status.processes().stream().filter(pid -> pid != pid()).collect(Collectors.toSet());
    }

    @Override
    public void collectGarbage() {
        String _ = jcmd("GC.run");
    }

    /// The heap counts with what lives in it, wherever earlier garbage has left its pages.
    @Override
    public Use use() {
        List<MatchResult> generations =
                GENERATION.matcher(jcmd("GC.heap_info")).results().toList();
        long live = generations.stream()
                .mapToLong(g -> Long.parseLong(g.group(1)) * 1024)
                .sum();
        long from = generations.stream()
                .mapToLong(g -> Long.parseLong(g.group(2), 16))
                .min()
                .orElseThrow();
        long to = generations.stream()
                .mapToLong(g -> Long.parseLong(g.group(3), 16))
                .max()
                .orElseThrow();
        long resident = SystemFigures.rssBytes(pid());
        return new Use(resident, resident - SystemFigures.rssBytes(pid(), from, to) + live);
    }

    private String jcmd(String command) {
        return Commands.run(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid()), command);
    }

    /// Ends the gateway's process as a crash does; the suite starts another.
    void kill() {
        Commands.run("kill", "-KILL", Long.toString(pid()));
    }

    /// Looks up the processes again.
    void lookAgain() {
        status = installation.status();
    }

    @Override
    public void close() {
        stop.run();
    }
}
