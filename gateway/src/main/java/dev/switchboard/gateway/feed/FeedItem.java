package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.Fact;
import java.util.IdentityHashMap;
import java.util.Map;

/// A fact on its way to local subscribers. What a protocol makes of it is made once and shared by all of them.
public final class FeedItem<F extends Fact> {
    private final F fact;
    private final Map<Encoding<?, ?>, Object> encoded = new IdentityHashMap<>(2);

    FeedItem(F fact) {
        this.fact = fact;
    }

    /// How one protocol writes a fact; one instance a protocol.
    @FunctionalInterface
    public interface Encoding<F extends Fact, T> {
        T encode(F fact);
    }

    public F fact() {
        return fact;
    }

    @SuppressWarnings("unchecked")
    public synchronized <T> T as(Encoding<? super F, T> encoding) {
        return (T) encoded.computeIfAbsent(encoding, _ -> encoding.encode(fact));
    }

    @SuppressWarnings("unchecked")
    public <G extends Fact> FeedItem<G> of(Class<G> type) {
        if (!type.isInstance(fact)) {
            throw new ClassCastException(fact.getClass() + " is no " + type);
        }
        return (FeedItem<G>) this;
    }
}
