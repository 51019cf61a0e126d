package dev.switchboard.system;

import dev.switchboard.suite.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// A load balancer of the plainest kind: a new connection goes to the first gateway that says it is ready.
final class FrontDoor implements AutoCloseable {
    private final Installation suite;
    private final List<Installation> gateways;
    private final ServerSocket door;
    private final Set<Socket> inside = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;

    /// @param gateways in the order in which they are preferred
    FrontDoor(Installation... gateways) {
        try {
            this.door = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Installation any = gateways[0];
        this.suite = new Installation(any.home(), any.portOffset(), door.getLocalPort());
        this.gateways = Arrays.asList(gateways);
        Thread.ofVirtual().start(this::serve);
    }

    /// The suite as clients see it who come through this door.
    Installation suite() {
        return suite;
    }

    /// Ends all connections and takes no new ones until it is mended.
    void cut() {
        shut = true;
        inside.forEach(FrontDoor::end);
    }

    void mend() {
        shut = false;
    }

    private static void end(Socket client) {
        try {
            client.close();
        } catch (IOException _) {
            // it had ended already
        }
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        Optional<Installation> ready =
                gateways.stream().filter(Predicate.not(this::isAway)).findFirst();
        inside.add(client);
        try (client) {
            if (ready.isPresent() && !shut) {
                try (Socket gateway =
                        new Socket(InetAddress.getLoopbackAddress(), ready.get().gatewayPort())) {
                    Thread back = Thread.ofVirtual().start(() -> carry(gateway, client));
                    carry(client, gateway);
                    back.join();
                }
            }
        } catch (IOException _) {
            // gone between the look and the connection: the client comes again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inside.remove(client);
        }
    }

    private boolean isAway(Installation gateway) {
        return !gateway.isUp();
    }

    /// Until either side ends; then both do.
    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
        } catch (IOException _) {
            // one side was cut, and the other learns of it by the end of its own socket
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
