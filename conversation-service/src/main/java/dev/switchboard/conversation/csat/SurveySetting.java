package dev.switchboard.conversation.csat;

import java.util.UUID;

/// An inbox that asks its customers.
public record SurveySetting(UUID accountId, UUID inboxId, String question) {
    public static final String QUESTION = "How was it? Rate this conversation from 1 (bad) to 5 (great).";
}
