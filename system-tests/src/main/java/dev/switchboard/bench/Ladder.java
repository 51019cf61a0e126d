package dev.switchboard.bench;

import dev.switchboard.suite.Installation;
import java.time.Duration;
import java.util.Optional;

/// Looks for the highest rate at which the suite keeps up: climbs until one is not held, halves the step, and at the
/// end
/// holds what it found for 30 s. After an overload it goes on with new conversations, because the old ones may have
/// been handed over to a person, and the AI is silent in them.
final class Ladder implements AutoCloseable {
    private static final int CONVERSATIONS = 200;
    /// Every new conversation is begun at this rate before a rate is tried.
    private static final int GENTLE = 40;

    private final Installation installation;
    private final String key;
    private final Trial trial;
    private final int firstStep;
    private final int lastStep;
    private Conversations conversations;

    /// Runs one rate and tells of it.
    interface Trial {
        Load.Result run(Conversations conversations, int rate, int seconds);
    }

    /// @param key of the inbox
    /// @param firstStep messages a second, as `lastStep`
    Ladder(Installation installation, String key, Trial trial, int firstStep, int lastStep) throws Exception {
        this.installation = installation;
        this.key = key;
        this.trial = trial;
        this.firstStep = firstStep;
        this.lastStep = lastStep;
        this.conversations = begin();
    }

    /// @param seconds how long each rate is tried
    /// @return 0 when not even the first was held
    int climb(int seconds) throws Exception {
        int held = 0;
        for (int step = firstStep; step >= lastStep; ) {
            if (trial.run(conversations, held + step, seconds).held()) {
                held += step;
            } else {
                step /= 2;
                startOver();
            }
        }
        return held;
    }

    /// Goes down from a rate until one is held that long.
    Optional<Load.Result> prove(int rate, int seconds) throws Exception {
        for (int sure = rate; sure > 0; sure -= lastStep) {
            Load.Result result = trial.run(conversations, sure, seconds);
            if (result.held()) {
                return Optional.of(result);
            }
            startOver();
        }
        return Optional.empty();
    }

    private void startOver() throws Exception {
        conversations.close();
        Thread.sleep(Duration.ofSeconds(2));
        conversations = begin();
    }

    private Conversations begin() throws Exception {
        Conversations fresh = Conversations.open(installation, key, CONVERSATIONS);
        Load.Result _ = trial.run(fresh, GENTLE, CONVERSATIONS / GENTLE);
        return fresh;
    }

    @Override
    public void close() {
        conversations.close();
    }
}
