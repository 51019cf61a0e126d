package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged.Member;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What changed since the last one, shared by all watchers who may see the same. A connection that changed is in both
/// lists, under its new and its old `ref`.
public final class PresenceDiff {
    private final List<Online> joins;
    private final List<Online> leaves;
    private final List<Online> came;
    private final List<Member> gone;
    private @Nullable Map<Encoding<?>, Object> encoded;

    PresenceDiff(List<Online> joins, List<Online> leaves, List<Online> came, List<Member> gone) {
        this.joins = joins;
        this.leaves = leaves;
        this.came = came;
        this.gone = gone;
    }

    /// How one protocol writes a change; one instance a protocol.
    @FunctionalInterface
    public interface Encoding<T> {
        T encode(PresenceDiff diff);
    }

    /// Members with the connections that they have more than before.
    public List<Online> joins() {
        return joins;
    }

    public List<Online> leaves() {
        return leaves;
    }

    /// Members who were not online at all before.
    public List<Online> came() {
        return came;
    }

    /// Members who are not online at all any more.
    public List<Member> gone() {
        return gone;
    }

    boolean isEmpty() {
        return joins.isEmpty() && leaves.isEmpty();
    }

    @SuppressWarnings("unchecked")
    public synchronized <T> T as(Encoding<T> encoding) {
        if (encoded == null) {
            encoded = new IdentityHashMap<>(2);
        }
        return (T) encoded.computeIfAbsent(encoding, _ -> encoding.encode(this));
    }
}
