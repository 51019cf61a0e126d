package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.Fact;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A fact on its way to local subscribers. What a protocol makes of it is made once and shared by all of them.
public final class FeedItem<F extends Fact> {
    private final F fact;
    private volatile @Nullable Encoded encoded;

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

    private record Encoded(
            Encoding<?, ?> encoding, Object value, @Nullable Encoded next) {}

    @SuppressWarnings("unchecked")
    public <T> T as(Encoding<? super F, T> encoding) {
        Object made = made(encoding);
        return (T) (made == null ? make(encoding) : made);
    }

    private @Nullable Object made(Encoding<?, ?> encoding) {
        for (Encoded one = encoded; one != null; one = one.next()) {
            if (one.encoding() == encoding) {
                return one.value();
            }
        }
        return null;
    }

    private synchronized <T> Object make(Encoding<? super F, T> encoding) {
        Object made = made(encoding);
        if (made == null) {
            made = Objects.requireNonNull(encoding.encode(fact));
            encoded = new Encoded(encoding, made, encoded);
        }
        return made;
    }

    /// @throws ClassCastException when it is another fact
    @SuppressWarnings("unchecked")
    public <G extends Fact> FeedItem<G> of(Class<G> type) {
        if (!type.isInstance(fact)) {
            throw new ClassCastException(fact.getClass() + " is no " + type);
        }
        return (FeedItem<G>) this;
    }
}
