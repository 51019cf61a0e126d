package dev.switchboard.bench;

import dev.switchboard.suite.SuiteStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// One run at one rate. Messages leave on a fixed schedule, however slow the suite is, and every latency counts from
/// the scheduled moment.
final class Load {
    /// How long nothing may come before what is still missing counts as lost.
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Conversations conversations;
    private final Set<Long> processes;
    private final int rate;
    private final String question;
    private final boolean asksAi;
    private final String marker = "b-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final long[] scheduled;
    private final long[] sent;
    private final long[] heard;
    private final BitSet acknowledged = new BitSet();
    private final BitSet delivered = new BitSet();
    private final List<Queue<Integer>> open;
    private final AtomicInteger deliveries = new AtomicInteger();
    private final AtomicInteger acknowledgements = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final Histogram refusal = new Histogram(3);
    private final Histogram ack = new Histogram(3);
    private final Histogram delivery = new Histogram(3);
    private final Histogram answer = new Histogram(3);

    /// @param question what every message asks; a marker is put behind it
    /// @param asksAi whether the AI answers in these conversations; then the run ends with the last answer
    Load(Conversations conversations, SuiteStatus suite, int rate, Duration length, String question, boolean asksAi) {
        this.conversations = conversations;
        this.processes = suite.processes();
        this.rate = rate;
        this.question = question;
        this.asksAi = asksAi;
        this.scheduled = new long[(int) (rate * length.toMillis() / 1000)];
        this.sent = new long[scheduled.length];
        this.heard = new long[scheduled.length];
        this.open = IntStream.range(0, conversations.count())
                .<Queue<Integer>>mapToObj(_ -> new ConcurrentLinkedQueue<>())
                .toList();
    }

    /// @param refusal from when it was written, for a client that cannot keep its schedule refuses nothing
    /// @param lags how many messages were under way at the end of each second
    /// @param drained seconds from the last message to the last answer
    record Result(
            int rate,
            boolean asksAi,
            int sent,
            int acknowledged,
            int delivered,
            int answered,
            int errors,
            Histogram refusal,
            Histogram ack,
            Histogram delivery,
            Histogram answer,
            List<Integer> lags,
            List<Integer> answerLags,
            double achieved,
            double drained,
            double cpuMicrosPerMessage,
            double clientMicrosPerMessage) {

        /// The suite kept up: everything came, and so did every answer where the AI answers; at the end of the schedule
        /// no more was under way than a second's worth, nor much more than at half-time.
        boolean held() {
            return errors == 0
                    && delivered == sent
                    && steady(lags)
                    && (!asksAi || answered == sent && steady(answerLags));
        }

        private boolean steady(List<Integer> lag) {
            int last = lag.getLast();
            int half = lag.get(lag.size() / 2);
            return last <= rate && last <= half + rate / 2;
        }
    }

    Result run() {
        conversations.listen(this::heard);
        Map<Long, Long> before = SystemFigures.cpuMicros(processes);
        long ownBefore = SystemFigures.cpuMicros();
        List<Integer> lags = new ArrayList<>();
        List<Integer> answerLags = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < scheduled.length; i++) {
            scheduled[i] = start + i * 1_000_000_000L / rate;
            waitUntil(scheduled[i]);
            send(i);
            if ((i + 1) % rate == 0) {
                lags.add(i + 1 - deliveries.get());
                answerLags.add(i + 1 - answers.get());
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double achieved = deliveries.get() / seconds;
        long end = System.nanoTime();
        drain();
        double drained = (System.nanoTime() - end) / 1e9;
        double cpu = used(before);
        long own = SystemFigures.cpuMicros() - ownBefore;
        int n = scheduled.length;
        return new Result(
                rate,
                asksAi,
                n,
                acknowledgements.get(),
                deliveries.get(),
                answers.get(),
                errors.get(),
                refusal,
                ack,
                delivery,
                answer,
                lags,
                answerLags,
                achieved,
                drained,
                cpu / n,
                (double) own / n);
    }

    private void send(int i) {
        int conversation = i % conversations.count();
        open.get(conversation).add(i);
        sent[i] = System.nanoTime();
        conversations.write(
                conversation,
                "{\"type\":\"text\",\"text\":\"" + question + " " + marker + i + "\",\"id\":\"" + marker + i + "\"}");
    }

    private void heard(int conversation, boolean writer, String frame) {
        long now = System.nanoTime();
        if (frame.contains("\"error\"")) {
            errors.incrementAndGet();
            int i = writer ? numberIn(frame) : -1;
            if (i >= 0) {
                refusal.recordValue((now - sent[i]) / 1000);
            }
        } else if (frame.contains("\"sender\":\"ai\"")) {
            Integer asked = writer ? null : open.get(conversation).poll();
            if (asked != null) {
                answers.incrementAndGet();
                answer.recordValue((now - scheduled[asked]) / 1000);
            }
        } else if (writer && frame.contains("\"type\":\"ack\"")) {
            count(frame, now, acknowledged, acknowledgements, ack);
        } else if (!writer && frame.contains("\"type\":\"message\"")) {
            int i = count(frame, now, delivered, deliveries, delivery);
            if (i >= 0) {
                heard[i] = now;
            }
        }
    }

    /// The message's number when it came for the first time, else -1.
    private int count(String frame, long now, BitSet seen, AtomicInteger counter, Histogram latency) {
        int i = numberIn(frame);
        if (i < 0 || seen.get(i)) {
            return -1; // an earlier run's, or a repeat
        }
        seen.set(i);
        counter.incrementAndGet();
        latency.recordValue((now - scheduled[i]) / 1000);
        return i;
    }

    /// The number of this run's message in a text, or -1.
    int numberIn(String text) {
        int at = text.indexOf(marker);
        return at < 0 ? -1 : Integer.parseInt(text, at + marker.length(), endOfNumber(text, at + marker.length()), 10);
    }

    long scheduledNanos(int i) {
        return scheduled[i];
    }

    long heardNanos(int i) {
        return heard[i];
    }

    private static int endOfNumber(String frame, int from) {
        int end = from;
        while (end < frame.length() && Character.isDigit(frame.charAt(end))) {
            end++;
        }
        return end;
    }

    private static void waitUntil(long nanos) {
        long left = nanos - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = nanos - System.nanoTime();
        }
    }

    private void drain() {
        int known = 0;
        long news = System.nanoTime();
        while (!isComplete() && System.nanoTime() - news < SILENCE.toNanos()) {
            int now = deliveries.get() + acknowledgements.get() + answers.get();
            if (now != known) {
                known = now;
                news = System.nanoTime();
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private boolean isComplete() {
        int owed = scheduled.length - errors.get();
        return deliveries.get() >= owed
                && acknowledgements.get() >= owed
                && (!asksAi || answers.get() == scheduled.length);
    }

    private double used(Map<Long, Long> before) {
        Map<Long, Long> after = SystemFigures.cpuMicros(processes);
        return after.entrySet().stream()
                .mapToLong(e -> Math.max(0, e.getValue() - before.getOrDefault(e.getKey(), 0L)))
                .sum();
    }
}
