package dev.switchboard.chaos;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Installation;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// An agent who looks at the list and answers in one conversation, five requests a second, and repeats nothing.
final class Desk implements AutoCloseable {
    private final Installation suite;
    private final String conversation;
    private final Api api;
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> failed = new TreeMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Thread work;
    private volatile boolean closed;

    private Desk(Installation suite, String conversation) {
        this.suite = suite;
        this.conversation = conversation;
        this.api = Api.logIn(suite, "admin@globex.test");
        this.work = Thread.ofVirtual().start(this::work);
    }

    /// @param conversation one of Globex's
    static Desk open(Installation suite, String conversation) {
        return new Desk(suite, conversation);
    }

    private void work() {
        for (int i = 0; !closed; i++) {
            asked.incrementAndGet();
            try {
                if (i % 2 == 0) {
                    note(api.ask("/api/conversations?limit=5"));
                } else {
                    HttpResponse<String> answer = api.post(
                            "/api/messages",
                            "{\"message\":{\"conversation_id\":\"%s\",\"body\":\"Answer %d\"}}"
                                    .formatted(conversation, i));
                    if (note(answer)) {
                        accepted.add(api.json(answer).path("data").path("id").asString());
                    }
                }
            } catch (IllegalStateException e) {
                fail(String.valueOf(e.getMessage()));
            }
            Patience.rest(Duration.ofMillis(200));
        }
    }

    private boolean note(HttpResponse<String> answer) {
        boolean well = answer.statusCode() / 100 == 2;
        if (!well) {
            fail(answer.statusCode() + " " + answer.request().method() + " " + answer.body());
        }
        return well;
    }

    private void fail(String how) {
        synchronized (failed) {
            failed.merge(how, 1, Integer::sum);
        }
    }

    /// By kind, how often.
    Map<String, Integer> failed() {
        synchronized (failed) {
            return new TreeMap<>(failed);
        }
    }

    int asked() {
        return asked.get();
    }

    /// Accepted answers that are not stored.
    long lost() {
        String ids = "'" + String.join("','", accepted) + "'";
        return accepted.size()
                - new Database(suite)
                        .number("SELECT count(*) FROM conversation.message WHERE id::text IN (%s)".formatted(ids));
    }

    @Override
    public void close() {
        closed = true;
        try {
            work.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
