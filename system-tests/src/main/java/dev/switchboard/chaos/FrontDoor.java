package dev.switchboard.chaos;

import dev.switchboard.suite.Installation;
import java.util.Arrays;
import java.util.List;

/// A load balancer of the plainest kind: a new connection goes to the first gateway that says it is ready, or
/// to the only one.
public final class FrontDoor implements AutoCloseable {
    private final Installation suite;
    private final Link link;

    /// @param gateways in the order in which they are preferred
    public FrontDoor(Installation... gateways) {
        List<Installation> all = Arrays.asList(gateways);
        this.link = all.size() == 1
                ? Link.to(all.getFirst().gatewayPort())
                : new Link(() -> all.stream().filter(Installation::isUp).mapToInt(Installation::gatewayPort));
        this.suite = new Installation(all.getFirst().home(), all.getFirst().portOffset(), link.port());
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
        link.close();
    }
}
