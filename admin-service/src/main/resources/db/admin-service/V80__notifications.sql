-- What each user asked to hear of by mail.
CREATE TABLE notification_preference (
    user_id    uuid PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
    account_id uuid    NOT NULL,
    assigned   boolean NOT NULL,
    mentioned  boolean NOT NULL,
    unassigned boolean NOT NULL
);
CREATE INDEX notification_preference_account ON notification_preference (account_id);

-- What waits to be told, of each conversation and kind once.
CREATE TABLE notification (
    user_id         uuid        NOT NULL REFERENCES notification_preference (user_id) ON DELETE CASCADE,
    conversation_id uuid        NOT NULL,
    kind            text        NOT NULL CHECK (kind IN ('assigned', 'mentioned', 'unassigned')),
    account_id      uuid        NOT NULL,
    sentence        text        NOT NULL,
    due_at          timestamptz NOT NULL,
    PRIMARY KEY (user_id, conversation_id, kind)
);
CREATE INDEX notification_due ON notification (due_at);
CREATE INDEX notification_conversation ON notification (account_id, conversation_id);
