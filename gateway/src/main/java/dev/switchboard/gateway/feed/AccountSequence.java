package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.WireJson;
import java.util.Map;
import java.util.TreeMap;

/// The order of one subscriber's account: `pos` is gap-free, and only the next one follows. The topics' partitions
/// overtake one another, so what is early is held. One thread only.
final class AccountSequence {
    static final long UNKNOWN = -1;

    private final AccountListener listener;
    private final int bound;
    private final FeedMeters meters;
    private final TreeMap<Long, FeedItem<?>> held = new TreeMap<>();
    private long cursor = UNKNOWN;
    private long sought;
    private boolean resuming;
    private boolean open;

    AccountSequence(AccountListener listener, int bound, FeedMeters meters) {
        this.listener = listener;
        this.bound = bound;
        this.meters = meters;
    }

    void resumeAfter(long since) {
        cursor = since;
        resuming = true;
    }

    /// The last `pos` that was given or need not be; `UNKNOWN` until one is known.
    long cursor() {
        return cursor;
    }

    /// Where to read on. Who has seen nothing misses nothing and asks for the state alone.
    long after() {
        sought = held.isEmpty() ? 0 : held.firstKey();
        return cursor == UNKNOWN ? Long.MAX_VALUE : cursor;
    }

    /// A live fact; without a `pos` it is told at once or never.
    ///
    /// @return whether one before it is missing
    boolean offer(FeedItem<?> item, long pos) {
        if (pos == 0) {
            if (open) {
                tell(item, 0, false);
            }
            return false;
        }
        if (open && (cursor == UNKNOWN || pos == cursor + 1)) {
            cursor = pos;
            tell(item, pos, false);
            return !drain();
        }
        if (pos > cursor) {
            if (held.size() == bound) {
                // whatever is let go here is read again: it is behind what stays
                held.pollFirstEntry();
                meters.letGo(1);
            }
            held.put(pos, item);
        }
        return open && !held.isEmpty();
    }

    /// What the owner says of the time after `cursor`.
    ///
    /// @return whether there is more to read
    boolean take(AccountPage page) {
        if (resuming) {
            cursor = Math.min(cursor, page.last());
        }
        if (resuming || (cursor != UNKNOWN && !page.recovered())) {
            listener.resumed(page.recovered(), cursor, page.last());
            meters.resumed(page.recovered());
            resuming = false;
        }
        long before = cursor;
        for (AccountPage.Entry entry : page.facts()) {
            missed(entry);
        }
        boolean more = !page.facts().isEmpty() && cursor < page.last() && cursor > before;
        if (!more) {
            cursor = Math.max(cursor, page.last());
        }
        return more;
    }

    private void missed(AccountPage.Entry entry) {
        if (entry.pos() <= cursor) {
            return;
        }
        cursor = entry.pos();
        Class<? extends Fact> type = Feed.TOPICS.get(entry.topic());
        if (type != null) {
            tell(new FeedItem<>(WireJson.MAPPER.treeToValue(entry.fact(), type)), entry.pos(), true);
        }
    }

    /// Everything was read: what was held follows. A fact is logged before it is sent, so a read after it was heard has
    /// found what comes before it, unless that is no longer kept.
    ///
    /// @return whether something is missing again
    boolean settle() {
        open = true;
        if (!held.isEmpty() && held.firstKey() == sought) {
            cursor = Math.max(cursor, sought - 1);
        }
        return !drain();
    }

    /// Whether what was missing has come meanwhile.
    boolean isWhole() {
        return drain();
    }

    private boolean drain() {
        for (Map.Entry<Long, FeedItem<?>> next = held.firstEntry(); next != null; next = held.firstEntry()) {
            if (cursor != UNKNOWN && next.getKey() > cursor + 1) {
                return false;
            }
            held.pollFirstEntry();
            if (next.getKey() > cursor) {
                cursor = next.getKey();
                tell(next.getValue(), cursor, false);
            }
        }
        return true;
    }

    private void tell(FeedItem<?> item, long pos, boolean missed) {
        switch (item.fact()) {
            case MessageUpdated.Repeated _, MessageUpdated.Refused _ -> {}
            default -> {
                listener.fact(item, pos, missed);
                meters.delivered();
            }
        }
    }
}
