package dev.switchboard.admin.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/// A message that keeps its Message-ID; `MimeMessage` makes a new one whenever it is saved.
final class StableMessage extends MimeMessage {
    private final String id;

    StableMessage(Session session, String id) {
        super(session);
        this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", "<" + id + ">");
    }
}
