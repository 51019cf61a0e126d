package dev.switchboard.common.messaging;

/// How much of the outbox a relay sends at a time. What is told makes work in every service: one that has more urgent
/// work on the same processors says so here, and its facts wait for `switchboard.messaging.behind` at most.
@FunctionalInterface
public interface RelayPace {
    /// Asked before each round, on the relay's thread; does not block.
    ///
    /// @param full rows of a full round
    /// @return rows of the next round; fewer than `full` are followed by a rest, and 0 is a rest alone
    int rows(int full);
}
