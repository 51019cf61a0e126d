package dev.switchboard.system.attack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A socket of any of the three protocols that keeps every text frame it is sent.
final class Eavesdropper implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private volatile int closed;

    /// @throws CompletionException where the handshake is refused
    Eavesdropper(URI uri, String... headers) {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(uri, new Ear()).join();
    }

    /// The status with which a handshake is refused, 101 where it is not.
    static int handshake(URI uri, String... headers) {
        try (Eavesdropper _ = new Eavesdropper(uri, headers)) {
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    void say(String frame) {
        try {
            WebSocket _ = socket.sendText(frame, true).join();
        } catch (CompletionException _) {
            // it was shut out, and that is what it is asked for
        }
    }

    List<String> heard() {
        return heard;
    }

    boolean hears(String text) {
        return heard.stream().anyMatch(frame -> frame.contains(text));
    }

    /// The code of the server's close, 0 while it is open.
    int closed() {
        return closed;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                String frame = partial.toString();
                partial.setLength(0);
                heard.add(frame);
                if (frame.equals("2")) {
                    var _ = from.sendText("3", true);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed = status;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed = 1006;
        }
    }
}
