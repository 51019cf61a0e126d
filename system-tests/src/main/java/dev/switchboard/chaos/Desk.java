package dev.switchboard.chaos;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import java.io.UncheckedIOException;
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
    private final Http http;
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> failed = new TreeMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Thread work;
    private volatile boolean closed;

    private Desk(Installation suite, String conversation) {
        this.suite = suite;
        this.conversation = conversation;
        this.http = Http.logIn(suite, "admin@globex.test");
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
                    boolean _ = note("GET", http.get(suite.http("/api/conversations?limit=5")));
                } else {
                    Http.Answer answer = http.post(
                            suite.http("/api/messages"),
                            "{\"message\":{\"conversation_id\":\"%s\",\"body\":\"Answer %d\"}}"
                                    .formatted(conversation, i));
                    if (note("POST", answer)) {
                        accepted.add(answer.json().path("data").path("id").asString());
                    }
                }
            } catch (UncheckedIOException e) {
                fail(String.valueOf(e.getMessage()));
            }
            Patience.rest(Duration.ofMillis(200));
        }
    }

    private boolean note(String method, Http.Answer answer) {
        if (!answer.isGood()) {
            fail(answer.status() + " " + method + " " + answer.text());
        }
        return answer.isGood();
    }

    private void fail(String how) {
        synchronized (failed) {
            failed.merge(how, 1, Integer::sum);
        }
    }

    /// Requests up to now.
    ///
    /// @param failures how often, by kind
    record Count(int asked, Map<String, Integer> failures) {
        int failed() {
            return failures.values().stream().mapToInt(Integer::intValue).sum();
        }

        /// @param status as in `500`
        int failed(String status) {
            return failures.entrySet().stream()
                    .filter(failure -> failure.getKey().startsWith(status + " "))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }

        Count since(Count before) {
            Map<String, Integer> more = new TreeMap<>(failures);
            before.failures().forEach((how, times) -> more.merge(how, -times, Integer::sum));
            more.values().removeIf(times -> times == 0);
            return new Count(asked - before.asked(), more);
        }

        @Override
        public String toString() {
            return "%d of %d requests failed %s"
                    .formatted(failed(), asked, failed() == 0 ? "" : failures)
                    .strip();
        }
    }

    Count count() {
        synchronized (failed) {
            return new Count(asked.get(), new TreeMap<>(failed));
        }
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
