package dev.switchboard.channel.email;

import dev.switchboard.common.egress.EgressTargets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.SocketFactory;

/// Sockets that check the very address that they connect to: where a mailbox is, somebody of an account has typed in.
final class GuardedSockets extends SocketFactory {
    private final EgressTargets targets;
    private final Set<Integer> ports;

    /// @param ports of public hosts; empty for none
    GuardedSockets(EgressTargets targets, Set<Integer> ports) {
        this.targets = targets;
        this.ports = ports;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                if (!(endpoint instanceof InetSocketAddress target) || target.isUnresolved()) {
                    throw new UnknownHostException("The host's name is not known");
                }
                targets.check(target, ports);
                super.connect(endpoint, timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket(address, port);
    }

    private Socket connected(InetSocketAddress target) throws IOException {
        Socket socket = createSocket();
        socket.connect(target, 10_000);
        return socket;
    }
}
