package dev.switchboard.bench.socket;

import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A server that is measured, in a process of its own.
interface Peer {
    /// What a client must show; each server of the comparison checks it.
    String TOKEN = "pk_demo_globex";

    String name();

    InetSocketAddress address();

    Dialect dialect();

    long pid();

    /// The processes that do the rest of its work.
    Set<Long> others();

    /// Lets go of what is not used, so that resident memory tells of what is.
    void collectGarbage();

    default Swarm.Opening opening(String session, @Nullable Long since, int smallest, int receiveBuffer) {
        return new Swarm.Opening(address(), dialect(), dialect().path(TOKEN, session, since), smallest, receiveBuffer);
    }
}
