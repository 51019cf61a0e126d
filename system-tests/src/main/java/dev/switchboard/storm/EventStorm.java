package dev.switchboard.storm;

import dev.switchboard.storm.Emulators.Event;
import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Customers of all providers write, an agent answers each once, and the providers tell how far the answers came. First
/// every event is delivered once and in order; then, for as many other customers, a fifth of the deliveries are
/// repeats, or each comes several times, their order is shuffled, and channel-service is killed twice. Both must end
/// alike.
public final class EventStorm {
    private static final String SERVICE = "channel-service";
    private static final int MESSAGES = 15;
    private static final double REPEATS = 0.2;
    private static final int SENDERS = 24;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /// Statuses that the emulators tell of an answer: WhatsApp, Twilio and Messenger three, X two.
    private static final int STATUSES = 3 + 3 + 3 + 2;
    private static final List<String> INBOXES = List.of("a2", "a3", "a4", "a5", "a6", "a7", "a8");

    private final RunningSuite running;
    private final Installation suite;
    private final Emulators emulators;
    private final int customers;
    private final int copies;
    private final long seed = ThreadLocalRandom.current().nextLong(50_000) * 10_000_000 + 4_900_000_000_000L;

    private EventStorm(RunningSuite running, int events, int copies) {
        this.copies = copies;
        this.running = running;
        this.suite = running.installation();
        this.emulators = new Emulators(suite);
        int each = Customer.PROVIDERS.size() * MESSAGES + STATUSES;
        double different = copies == 1 ? 1 - REPEATS : 1.0 / copies;
        this.customers = Math.max(1, (int) Math.round(events * different / each));
    }

    /// @param events delivered, repeats among them
    /// @param kills process ids of the service that were killed
    public record Outcome(int events, List<Long> kills, double seconds, String clean, List<String> differences) {
        @Override
        public String toString() {
            return "%d events in %.0f s, %s killed as %s; the clean run: %s; %s"
                    .formatted(
                            events,
                            seconds,
                            SERVICE,
                            kills,
                            clean,
                            differences.isEmpty() ? "no difference" : String.join("\n", differences));
        }
    }

    /// @param running in process mode, with the demo tenant
    /// @param copies how often each event is delivered, three of them in a row; 1 for a fifth of repeats
    public static Outcome run(RunningSuite running, int events, int copies) {
        return new EventStorm(running, events, copies).run();
    }

    private Outcome run() {
        Http admin = Http.logIn(suite, "admin@acme.test");
        responder(admin, "none");
        emulators.hold(true);
        try {
            long first = seed;
            List<Event> once = prepare(first);
            deliver(once, () -> {});
            Standing clean = settled(first);
            long second = seed + Standing.SPAN;
            List<Event> shuffled = shuffled(prepare(second));
            long begin = System.nanoTime();
            List<Long> kills = new ArrayList<>();
            deliver(shuffled, () -> kills.add(kill()));
            double seconds = (System.nanoTime() - begin) / 1e9;
            boolean _ = comes(() -> Standing.of(suite, second).equals(clean));
            return new Outcome(
                    shuffled.size(),
                    kills,
                    seconds,
                    "%d conversations, %d messages, %d read, %d delivered, %d sent"
                            .formatted(
                                    clean.conversations().size(),
                                    clean.messages(),
                                    clean.delivered("read"),
                                    clean.delivered("delivered"),
                                    clean.delivered("sent")),
                    clean.differences(Standing.of(suite, second)));
        } finally {
            emulators.hold(false);
            responder(admin, "ai");
        }
    }

    private List<Customer> customers(long base) {
        List<Customer> all = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            for (String provider : Customer.PROVIDERS) {
                all.add(new Customer(provider, base, all.size()));
            }
        }
        return all;
    }

    /// Everybody writes once and is answered once; then come the events of the run: all other messages, and what the
    /// providers tell of the answers.
    private List<Event> prepare(long base) {
        List<Customer> all = customers(base);
        all.forEach(customer -> emulators.play(customer, 0));
        deliver(emulators.take(), () -> {});
        await("everybody has a conversation", () -> Standing.ids(suite, base).size() == all.size());
        Http agent = Http.logIn(suite, "jane@acme.test");
        for (UUID id : Standing.ids(suite, base)) {
            Http.Answer _ = agent.post(
                            suite.http("/api/messages"),
                            "{\"message\":{\"conversation_id\":\"%s\",\"body\":\"An answer\"}}".formatted(id))
                    .good();
        }
        await("every answer is sent", () -> Standing.of(suite, base).delivered("sent") == all.size());
        await("every status is told", () -> emulators.held() == customers * STATUSES);
        for (int message = 1; message < MESSAGES; message++) {
            for (Customer customer : all) {
                emulators.play(customer, message);
            }
        }
        return emulators.take();
    }

    private List<Event> shuffled(List<Event> events) {
        Random random = new Random(seed);
        if (copies > 1) {
            return copied(events, random);
        }
        List<Event> storm = new ArrayList<>(events);
        int repeats = (int) Math.round(events.size() * REPEATS / (1 - REPEATS));
        for (int i = 0; i < repeats; i++) {
            storm.add(events.get(random.nextInt(events.size())));
        }
        Collections.shuffle(storm, random);
        return storm;
    }

    /// Three of each follow one another, so that several senders deliver it at once; the others come any time.
    private List<Event> copied(List<Event> events, Random random) {
        List<List<Event>> groups = new ArrayList<>();
        for (Event event : events) {
            groups.add(Collections.nCopies(Math.min(3, copies), event));
            for (int i = 3; i < copies; i++) {
                groups.add(List.of(event));
            }
        }
        Collections.shuffle(groups, random);
        return groups.stream().flatMap(List::stream).toList();
    }

    /// Each until it is taken, as providers do.
    ///
    /// @param fault strikes after a third and after two thirds
    private void deliver(List<Event> events, Runnable fault) {
        ConcurrentLinkedQueue<Event> waiting = new ConcurrentLinkedQueue<>(events);
        AtomicInteger taken = new AtomicInteger();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < SENDERS; i++) {
                senders.submit(() -> {
                    for (Event event = waiting.poll(); event != null; event = waiting.poll()) {
                        deliver(event);
                        taken.incrementAndGet();
                    }
                });
            }
            for (int part = 1; part < 3; part++) {
                int reached = events.size() * part / 3;
                await("part " + part + " is delivered", () -> taken.get() >= reached);
                fault.run();
            }
        }
        if (taken.get() != events.size()) {
            throw new IllegalStateException("%d of %d events are delivered".formatted(taken.get(), events.size()));
        }
    }

    private void deliver(Event event) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int status = emulators.deliver(event); status / 100 != 2; status = emulators.deliver(event)) {
            if (System.nanoTime() > deadline || status / 100 == 4 && status != 429) {
                throw new IllegalStateException(event.path() + " is answered with " + status);
            }
            pause(200);
        }
    }

    private long kill() {
        long pid = running.status().row(SERVICE).pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await(
                SERVICE + " is started again",
                () -> Stream.of(running.status().row(SERVICE))
                        .anyMatch(row -> row.pid() != pid && row.status().equals("up")));
        return pid;
    }

    /// All messages are recorded, and no answer moves any more.
    private Standing settled(long base) {
        long messages = (long) customers * Customer.PROVIDERS.size() * (MESSAGES + 1);
        await("every message is recorded", () -> Standing.of(suite, base).messages() == messages);
        Standing[] last = {Standing.of(suite, base)};
        await("nothing moves any more", () -> {
            pause(1500);
            Standing now = Standing.of(suite, base);
            boolean still = now.equals(last[0]);
            last[0] = now;
            return still;
        });
        return last[0];
    }

    /// The AI's answers would depend on the order of the questions.
    private void responder(Http admin, String responder) {
        for (String inbox : INBOXES) {
            Http.Answer _ = admin.put(
                            suite.http("/api/inboxes/0199d3a0-0000-7000-8000-0000000000" + inbox),
                            "{\"inbox\":{\"responder\":\"%s\"}}".formatted(responder))
                    .good();
        }
    }

    private static void await(String what, BooleanSupplier holds) {
        if (!comes(holds)) {
            throw new IllegalStateException("does not come true: " + what);
        }
    }

    /// False where it does not come true in time.
    private static boolean comes(BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(100);
        }
        return true;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
