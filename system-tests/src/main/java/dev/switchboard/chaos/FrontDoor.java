package dev.switchboard.chaos;

import dev.switchboard.suite.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A load balancer of the plainest kind: it looks each second which gateways say that they are ready, and a new
/// connection goes to the first of those that takes it, else to any that does.
public final class FrontDoor implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Installation suite;
    private final Link link;
    private volatile List<Installation> preferred;
    private volatile boolean closed;

    /// @param gateways in the order in which they are preferred
    public FrontDoor(Installation... gateways) {
        List<Installation> all = List.of(gateways);
        this.preferred = all;
        this.link = new Link(() -> preferred.stream().mapToInt(Installation::gatewayPort));
        this.suite = new Installation(all.getFirst().home(), all.getFirst().portOffset(), link.port());
        Thread.ofVirtual().start(() -> look(all));
    }

    private void look(List<Installation> all) {
        while (all.size() > 1 && !closed) {
            List<Installation> ready = all.stream().filter(Installation::isUp).toList();
            List<Installation> others = new ArrayList<>(all);
            others.removeAll(ready);
            preferred = Stream.concat(ready.stream(), others.stream()).toList();
            Patience.rest(LOOK);
        }
    }

    /// The suite as clients see it who come through this door.
    public Installation suite() {
        return suite;
    }

    /// Between the clients and the gateways.
    public Link link() {
        return link;
    }

    @Override
    public void close() {
        closed = true;
        link.close();
    }
}
