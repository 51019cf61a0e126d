package dev.switchboard.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Twenty agents at their desks, who ask for something, look at it, and ask again at their pace. A request that is due
/// while an earlier one is under way waits, and its time counts from when
/// it was due.
final class Agents implements AutoCloseable {
    private static final int COUNT = 20;
    /// Between the requests of one who looks through lists.
    static final Duration PACE = Duration.ofMillis(200);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String key;

    Agents(String key) {
        this.key = key;
    }

    record Result(Histogram micros, long failures) {
        @Override
        public String toString() {
            String times = Table.millis(micros) + " (" + micros.getTotalCount() + " requests";
            return times + (failures == 0 ? ")" : ", " + failures + " FAILED)");
        }
    }

    /// @param pace zero for no pause at all: how much the suite can answer
    Result ask(Supplier<URI> question, Duration time, Duration pace) throws InterruptedException {
        Histogram micros = new ConcurrentHistogram(60_000_000, 3);
        LongAdder failures = new LongAdder();
        long begin = System.nanoTime();
        try (ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicLong number = new AtomicLong();
            for (int i = 0; i < COUNT; i++) {
                agents.execute(() -> {
                    long due = begin + number.getAndIncrement() * pace.toNanos() / COUNT;
                    while (due - begin < time.toNanos()) {
                        sleepUntil(due);
                        long from = pace.isZero() ? System.nanoTime() : due;
                        if (!answered(question.get())) {
                            failures.increment();
                        }
                        micros.recordValue((System.nanoTime() - from) / 1_000);
                        due = pace.isZero() ? System.nanoTime() : due + pace.toNanos();
                    }
                });
            }
            agents.shutdown();
            if (!agents.awaitTermination(time.toSeconds() + 120, TimeUnit.SECONDS)) {
                throw new IllegalStateException("agents still wait for answers");
            }
        }
        return new Result(micros, failures.sum());
    }

    private boolean answered(URI uri) {
        try {
            return send(uri).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    HttpResponse<String> send(URI uri) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + key)
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void sleepUntil(long nanos) {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            try {
                Thread.sleep(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
