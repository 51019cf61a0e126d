package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.TypingChanged;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The order of one subscriber's conversation: `cursor` is the last `seq` it was given, and only the next one follows.
/// While it is closed, for something is missing, facts are held. One thread only.
final class Sequence {
    static final long UNKNOWN = -1;
    /// Repeats that wait for their message; the oldest is let go, and its sender asks again.
    private static final int EARLY = 64;

    private final FeedListener listener;
    private final int bound;
    private final FeedMeters meters;
    private @Nullable Deque<FeedItem<?>> held;
    private @Nullable Deque<FeedItem<MessageUpdated>> early;
    private long cursor = UNKNOWN;
    private boolean resuming;
    private boolean open;
    private boolean letGo;
    private boolean progressed;
    private @Nullable UUID conversation;
    private Speaker speaker = Speaker.UNKNOWN;

    Sequence(FeedListener listener, int bound, FeedMeters meters) {
        this.listener = listener;
        this.bound = bound;
        this.meters = meters;
    }

    void resumeAfter(long since) {
        cursor = since;
        resuming = true;
    }

    /// The last `seq` that was given or need not be; `UNKNOWN` until one is known.
    long cursor() {
        return cursor;
    }

    /// Where to read on. Who has seen nothing misses nothing and asks for the state alone.
    long after() {
        return cursor == UNKNOWN ? Long.MAX_VALUE : cursor;
    }

    /// A live fact.
    ///
    /// @return whether something before it is missing and must be read
    boolean offer(FeedItem<?> item) {
        Deque<FeedItem<?>> waiting = held;
        if (open && waiting == null && !isGap(item)) {
            deliver(item);
            return false;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>();
            held = waiting;
        }
        if (waiting.size() == bound) {
            meters.letGo(bound);
            waiting.clear();
            letGo = true;
        }
        waiting.addLast(item);
        return open && !drain();
    }

    /// What the owner says of the time after `cursor`.
    ///
    /// @return whether there is more to read
    boolean take(FeedPage page) {
        conversation = page.conversationId();
        speaker = speaker.at(page.owner(), page.leaseEpoch());
        if (resuming) {
            cursor = Math.min(cursor, page.lastSeq());
        }
        if (resuming || !page.recovered()) {
            listener.resumed(page.recovered(), cursor, page.lastSeq());
            meters.resumed(page.recovered());
            resuming = false;
        }
        long before = cursor;
        page.messages().forEach(message -> message(new FeedItem<>(message), true));
        boolean more = !page.messages().isEmpty() && cursor < page.lastSeq() && cursor > before;
        if (!more) {
            cursor = before == UNKNOWN ? Math.min(page.lastSeq(), beforeHeld()) : Math.max(cursor, page.lastSeq());
        }
        progressed = cursor > before;
        return more;
    }

    /// Who asks only for what comes is owed all that it heard since it asked, though the page counts it already.
    private long beforeHeld() {
        if (held != null) {
            for (FeedItem<?> item : held) {
                if (item.fact() instanceof MessageCreated message) {
                    return message.seq() - 1;
                }
            }
        }
        return Long.MAX_VALUE;
    }

    /// Everything was read: what was held follows.
    ///
    /// @return whether something is missing again and must be read
    boolean settle() {
        if (letGo) {
            letGo = false;
            return true;
        }
        open = true;
        if (!progressed && held != null && held.peekFirst() instanceof FeedItem<?> next && isGap(next)) {
            // the owner has nothing for the gap, so there is nothing to wait for
            cursor = UNKNOWN;
        }
        return !drain();
    }

    private boolean drain() {
        Deque<FeedItem<?>> waiting = held;
        while (waiting != null && waiting.peekFirst() instanceof FeedItem<?> item) {
            if (isGap(item)) {
                open = false;
                progressed = false;
                return false;
            }
            waiting.removeFirst();
            deliver(item);
        }
        held = null;
        return true;
    }

    private boolean isGap(FeedItem<?> item) {
        return cursor != UNKNOWN && item.fact() instanceof MessageCreated message && message.seq() > cursor + 1;
    }

    private void deliver(FeedItem<?> item) {
        switch (item.fact()) {
            case MessageCreated _ -> message(item.of(MessageCreated.class), false);
            case MessageUpdated update -> updated(item.of(MessageUpdated.class), update);
            case ConversationUpdated update -> {
                speaker = speaker.after(update);
                listener.conversation(item.of(ConversationUpdated.class));
            }
            case TypingChanged typing when speaker.admits(typing) -> listener.typing(item.of(TypingChanged.class));
            default -> {}
        }
    }

    private void message(FeedItem<MessageCreated> item, boolean missed) {
        MessageCreated message = item.fact();
        if (cursor != UNKNOWN && message.seq() <= cursor) {
            return;
        }
        cursor = message.seq();
        conversation = message.conversationId();
        speaker = speaker.after(message);
        listener.message(item, missed);
        meters.delivered();
        if (early != null) {
            tellEarly(early);
        }
    }

    private void tellEarly(Deque<FeedItem<MessageUpdated>> waiting) {
        for (Iterator<FeedItem<MessageUpdated>> it = waiting.iterator(); it.hasNext(); ) {
            FeedItem<MessageUpdated> update = it.next();
            if (!isEarly(update.fact())) {
                it.remove();
                listener.updated(update);
            }
        }
        if (waiting.isEmpty()) {
            early = null;
        }
    }

    /// A repeat told before its message on the other topic waits, so that an acknowledged `seq` is one that was given.
    private void updated(FeedItem<MessageUpdated> item, MessageUpdated update) {
        if (!isEarly(update)) {
            listener.updated(item);
            return;
        }
        Deque<FeedItem<MessageUpdated>> waiting = early == null ? new ArrayDeque<>(4) : early;
        early = waiting;
        if (waiting.size() == EARLY) {
            waiting.removeFirst();
            meters.letGo(1);
        }
        waiting.addLast(item);
    }

    private boolean isEarly(MessageUpdated update) {
        return cursor != UNKNOWN
                && update instanceof MessageUpdated.Repeated repeated
                && repeated.seq() > cursor
                && (conversation == null || conversation.equals(repeated.conversationId()));
    }
}
