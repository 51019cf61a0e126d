package dev.switchboard.common.contract;

/// Who may speak to the customer now. Each change of owner raises the conversation's lease epoch by one.
public enum Owner {
    BOT,
    QUEUE,
    AGENT
}
