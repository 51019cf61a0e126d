package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.contract.PresenceChanged.Meta;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One connection's part in presence. May be used on any thread and never blocks; what is said of a connection between
/// two turns is told as one change.
public final class Handle implements AutoCloseable {
    private final Presence presence;
    private final UUID accountId;
    private final Member member;
    private final AtomicBoolean queued = new AtomicBoolean();
    private volatile Meta meta;
    private volatile @Nullable Instant seen;
    /// What was told of it last; belongs to the presence thread.
    private @Nullable String ref;

    private @Nullable Meta toldMeta;
    private long lingersUntil;

    Handle(Presence presence, UUID accountId, Member member, Meta meta) {
        this.presence = presence;
        this.accountId = accountId;
        this.member = member;
        this.meta = meta;
    }

    public Member member() {
        return member;
    }

    public Meta meta() {
        return meta;
    }

    /// The connection is as `now` says; nothing is told when it was so before.
    public void update(Meta now) {
        meta = now;
        presence.changed(this);
    }

    /// What became known of a visitor; null is not known yet.
    public void learn(@Nullable UUID conversationId, @Nullable UUID customerId) {
        Meta had = meta;
        boolean news = conversationId != null && !conversationId.equals(had.conversationId())
                || customerId != null && !customerId.equals(had.customerId());
        if (news) {
            update(had.in(conversationId == null ? had.conversationId() : conversationId)
                    .known(customerId == null ? had.customerId() : customerId));
        }
    }

    /// It closed, having been heard until now.
    @Override
    public void close() {
        close(presence.now());
    }

    /// @param heard when the client was last heard: what came after may not have reached it
    public void close(Instant heard) {
        if (seen == null) {
            seen = heard;
            presence.left(this);
        }
    }

    UUID accountId() {
        return accountId;
    }

    /// When it was last heard, or null while it is open.
    @Nullable
    Instant seen() {
        return seen;
    }

    /// @return whether it is not in the queue yet
    boolean enqueue() {
        return queued.compareAndSet(false, true);
    }

    void dequeued() {
        queued.set(false);
    }

    @Nullable
    String ref() {
        return ref;
    }

    /// As it was told, or null when it was not.
    @Nullable
    Connection connection() {
        return ref == null || toldMeta == null ? null : new Connection(ref, null, member, toldMeta);
    }

    /// Whether it was told to be there.
    boolean isIn(@Nullable UUID conversationId) {
        return toldMeta != null && Objects.equals(toldMeta.conversationId(), conversationId);
    }

    boolean isTold(Meta now) {
        return now.equals(toldMeta);
    }

    void told(@Nullable String as, @Nullable Meta now) {
        ref = as;
        toldMeta = now;
    }

    long lingersUntil() {
        return lingersUntil;
    }

    void lingerUntil(long nanos) {
        lingersUntil = nanos;
    }
}
