package dev.switchboard.admin.subscription.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a call ended.
sealed interface Outcome {
    /// Any 2xx.
    record Taken(int status) implements Outcome {}

    /// The receiver answered with something else.
    ///
    /// @param after how long it asked to be left alone
    record Rejected(int status, @Nullable Duration after) implements Outcome {
        private static final int REQUEST_TIMEOUT = 408;
        private static final int TOO_MANY = 429;

        /// Whether the receiver has trouble, and not this one event.
        boolean isTrouble() {
            return status >= 500 || status == TOO_MANY || status == REQUEST_TIMEOUT;
        }
    }

    /// The receiver answered 410: it wants to be told nothing any more.
    record Gone() implements Outcome {}

    /// No answer. The receiver may have the event.
    record Lost(String reason) implements Outcome {}

    /// The receiver has failed so often that it was not called.
    record Spared() implements Outcome {}

    default @Nullable Integer answered() {
        return switch (this) {
            case Taken taken -> taken.status();
            case Rejected rejected -> rejected.status();
            case Gone _ -> 410;
            case Lost _, Spared _ -> null;
        };
    }

    default @Nullable String reason() {
        return switch (this) {
            case Taken _, Spared _ -> null;
            case Rejected rejected ->
                rejected.status() / 100 == 3
                        ? "It answers with a redirect (" + rejected.status() + "), which is not followed"
                        : "It answers " + rejected.status();
            case Gone _ -> "It answers 410 Gone";
            case Lost lost -> lost.reason();
        };
    }
}
