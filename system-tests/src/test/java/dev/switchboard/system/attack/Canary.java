package dev.switchboard.system.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// A port of this machine that nobody has a reason to call, and how often it was.
final class Canary implements AutoCloseable {
    private final ServerSocket door;
    private final AtomicInteger called = new AtomicInteger();

    Canary() {
        try {
            door = new ServerSocket(0, 256, InetAddress.getByName("0.0.0.0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread _ = Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        while (!door.isClosed()) {
            try (Socket _ = door.accept()) {
                called.incrementAndGet();
            } catch (IOException _) {
                return;
            }
        }
    }

    int port() {
        return door.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int called() {
        return called.get();
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
