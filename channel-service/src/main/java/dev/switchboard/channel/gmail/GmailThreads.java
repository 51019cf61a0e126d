package dev.switchboard.channel.gmail;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Which thread at Gmail a thread of mails goes on in: the one of its last mail.
@Component
class GmailThreads {
    private final DatabaseClient database;

    GmailThreads(DatabaseClient database) {
        this.database = database;
    }

    Mono<String> of(String threadId) {
        return database.sql("SELECT gmail_id FROM gmail_thread WHERE thread_id = $1")
                .bind(0, threadId)
                .mapValue(String.class)
                .one();
    }

    /// Nothing for a mail that belongs to no thread here.
    Mono<Void> remember(UUID inboxId, String messageId, String gmailId) {
        return database.sql("""
                        INSERT INTO gmail_thread (thread_id, gmail_id)
                        SELECT thread_id, $3 FROM mail_message WHERE inbox_id = $1 AND message_id = $2
                        ON CONFLICT (thread_id) DO UPDATE SET gmail_id = EXCLUDED.gmail_id
                        """)
                .bind(0, inboxId)
                .bind(1, messageId)
                .bind(2, gmailId)
                .then();
    }
}
