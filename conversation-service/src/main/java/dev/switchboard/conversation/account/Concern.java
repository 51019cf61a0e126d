package dev.switchboard.conversation.account;

/// Something that an account may have set up and that needs to hear of its conversations.
public enum Concern {
    /// How long customers wait.
    WAITS,
    /// New conversations of the queue are offered to agents.
    QUEUE,
    SLA,
    RULES,
    CSAT
}
