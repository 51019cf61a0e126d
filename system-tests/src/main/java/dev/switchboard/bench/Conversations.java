package dev.switchboard.bench;

import dev.switchboard.suite.Installation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Conversations with two sockets each, of one visitor in two windows: one writes, the other one watches.
public final class Conversations implements AutoCloseable {
    private final Sockets sockets = new Sockets();
    private final List<Sockets.Socket> writers = new ArrayList<>();
    private volatile Listener listener = (_, _, _) -> {};

    /// Called on the one event loop for each frame.
    public interface Listener {
        void heard(int conversation, boolean writer, String frame);
    }

    /// @param key the publishable key of the inbox
    public static Conversations open(Installation installation, String key, int count) throws Exception {
        Conversations conversations = new Conversations();
        String run = UUID.randomUUID().toString();
        for (int i = 0; i < count; i++) {
            int conversation = i;
            URI uri = installation.socket(
                    "userId=bench-%s-%d&sessionId=bench-%s-%d&token=%s".formatted(run, i, run, i, key));
            conversations.writers.add(
                    conversations.sockets.open(uri, frame -> conversations.listener.heard(conversation, true, frame)));
            Sockets.Socket _ =
                    conversations.sockets.open(uri, frame -> conversations.listener.heard(conversation, false, frame));
        }
        return conversations;
    }

    int count() {
        return writers.size();
    }

    public void listen(Listener next) {
        listener = next;
    }

    public void write(int conversation, String frame) {
        Sockets.Socket writer = writers.get(conversation);
        if (!writer.isOpen()) {
            throw new IllegalStateException("the suite closed a socket");
        }
        writer.send(frame);
    }

    @Override
    public void close() {
        sockets.close();
    }
}
