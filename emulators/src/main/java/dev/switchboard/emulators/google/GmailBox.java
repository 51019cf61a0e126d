package dev.switchboard.emulators.google;

import dev.switchboard.emulators.EmulatorSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The mails of the one mailbox, and its history. A full mailbox forgets its oldest mails.
@Component
class GmailBox {
    private final int kept;
    private final TreeMap<Long, Stored> mails = new TreeMap<>();
    private long history = 1000;
    private long oldestHistory;

    GmailBox(EmulatorSettings settings) {
        this.kept = settings.kept();
    }

    /// @param number of the history when it came
    /// @param seconds since 1970 when it came
    record Stored(
            long number, String id, String threadId, List<String> labels, String messageId, byte[] raw, long seconds) {}

    /// @param answers Message-IDs, to find the thread by
    /// @param thread the one that it belongs to by itself; else by the mails that it answers
    synchronized Stored add(
            byte[] raw, String messageId, Collection<String> answers, @Nullable String thread, List<String> labels) {
        long number = ++history;
        String id = "18f%013x".formatted(number);
        String place = thread != null
                ? thread
                : mails.values().stream()
                        .filter(mail -> answers.contains(mail.messageId()))
                        .map(Stored::threadId)
                        .findFirst()
                        .orElse(id);
        Stored stored = new Stored(number, id, place, labels, messageId, raw, System.currentTimeMillis() / 1000);
        mails.put(number, stored);
        if (mails.size() > kept) {
            mails.pollFirstEntry();
        }
        return stored;
    }

    synchronized long historyId() {
        return history;
    }

    /// What came later than that; empty where it is not remembered so far back.
    synchronized Optional<List<Stored>> since(long start) {
        return start < oldestHistory
                ? Optional.empty()
                : Optional.of(new ArrayList<>(mails.tailMap(start, false).values()));
    }

    /// The newest first.
    synchronized List<Stored> received(long seconds) {
        return mails.descendingMap().values().stream()
                .filter(mail -> mail.seconds() > seconds && !mail.labels().contains("SENT"))
                .toList();
    }

    synchronized Optional<Stored> named(String id) {
        return mails.values().stream().filter(mail -> mail.id().equals(id)).findFirst();
    }

    synchronized boolean hasThread(String threadId) {
        return mails.values().stream().anyMatch(mail -> mail.threadId().equals(threadId));
    }

    /// Nobody can follow it from before.
    synchronized void forgetHistory() {
        oldestHistory = ++history;
    }
}
