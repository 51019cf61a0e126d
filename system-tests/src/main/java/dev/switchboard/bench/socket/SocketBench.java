package dev.switchboard.bench.socket;

import dev.switchboard.bench.SystemFigures;
import dev.switchboard.bench.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// `./switchboard bench --sockets [--quick] [SCENE…]`: the gateway's sockets beside Socket.IO's, on a suite of its own.
/// Without a scene all are played.
public final class SocketBench {
    private static final List<String> SCENES = List.of("memory", "fanout", "stalled", "reconnects");

    private SocketBench() {}

    public static void main(String[] arguments) {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        words.remove("--sockets");
        boolean quick = words.remove("--quick");
        Table table = new Table();
        try (GatewayPeer gateway = GatewayPeer.start();
                NodePeer node = NodePeer.start()) {
            table.progress(String.format(
                    Locale.ROOT,
                    "%s; %s raised to a million; load average %.1f on %d cores",
                    node.versions(),
                    GatewayPeer.RAISED,
                    SystemFigures.load(),
                    Runtime.getRuntime().availableProcessors()));
            Run run = new Run(gateway, node, table, quick);
            for (String scene : words.isEmpty() ? SCENES : words) {
                switch (scene) {
                    case "memory" -> new IdleMemory(run).play();
                    case "fanout" -> new FanOut(run).play();
                    case "stalled" -> new StalledListener(run).play();
                    case "reconnects" -> new Reconnects(run).play();
                    default -> throw new IllegalArgumentException("there is no scene " + scene + ", only " + SCENES);
                }
            }
        }
        table.print();
    }
}
