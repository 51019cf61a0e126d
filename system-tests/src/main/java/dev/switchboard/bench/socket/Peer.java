package dev.switchboard.bench.socket;

import dev.switchboard.bench.SystemFigures;
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

    default long residentBytes() {
        return SystemFigures.rssBytes(pid());
    }

    /// @param resident all resident memory
    /// @param needed the same without garbage, as far as the server's runtime tells
    record Use(long resident, long needed) {}

    default Use use() {
        return new Use(residentBytes(), residentBytes());
    }

    default Swarm.Opening opening(String session, @Nullable Long since, int smallest, int receiveBuffer) {
        return new Swarm.Opening(address(), dialect(), dialect().path(TOKEN, session, since), smallest, receiveBuffer);
    }
}
