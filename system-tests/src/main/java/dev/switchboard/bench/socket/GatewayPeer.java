package dev.switchboard.bench.socket;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.suite.SuiteStatus;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The gateway of a suite with one process for each service: of the running one where there is such, else of one that
/// is started for the bench. One socket writes for the whole load, so the limit of messages a socket is raised; nothing
/// else is.
final class GatewayPeer implements Peer, AutoCloseable {
    static final String RAISED = "SWITCHBOARD_SOCKET_MESSAGES";

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
        Commands.run(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid()), "GC.run");
    }

    boolean isReady() {
        return installation.isUp();
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
