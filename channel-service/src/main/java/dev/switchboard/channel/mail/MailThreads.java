package dev.switchboard.channel.mail;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Which mails belong together. A mail joins a thread only where its sender has a part in it: who was written to, or
/// wrote. Everybody can write any Message-ID into a mail.
@Component
public class MailThreads {
    private static final String COLUMNS = " t.id, t.inbox_id, t.correspondent, t.subject, t.bare, t.address ";
    private static final String TAKES_PART =
            " AND EXISTS (SELECT 1 FROM mail_participant p WHERE p.thread_id = t.id AND p.address = $3) ";

    private final DatabaseClient database;

    MailThreads(DatabaseClient database) {
        this.database = database;
    }

    /// @param id the thread of the conversation's address, and the token of plus-addresses
    /// @param correspondent whose conversation it is
    /// @param bare the conversation's address has no thread: it was begun here and not by a mail
    /// @param address of the chat that it continues, JSON
    public record ThreadRow(
            String id,
            UUID inboxId,
            String correspondent,
            String subject,
            boolean bare,
            @Nullable String address) {
        public @Nullable String place() {
            return bare ? null : id;
        }

        /// Where what is said in it belongs.
        Address where() {
            return address == null
                    ? new Address(inboxId, Channel.EMAIL, correspondent, place())
                    : WireJson.read(address, Address.class);
        }
    }

    /// The thread of the first of these mails that is known.
    Mono<ThreadRow> ofMails(UUID inboxId, List<String> messageIds, String sender) {
        return database.sql("SELECT" + COLUMNS + """
                        FROM unnest($2::text[]) WITH ORDINALITY AS i (message_id, place)
                        JOIN mail_message m ON m.inbox_id = $1 AND m.message_id = i.message_id
                        JOIN mail_thread t ON t.id = m.thread_id
                        WHERE true""" + TAKES_PART + "ORDER BY i.place LIMIT 1")
                .bind(0, inboxId)
                .bind(1, messageIds.toArray(String[]::new))
                .bind(2, sender)
                .mapProperties(ThreadRow.class)
                .one();
    }

    Mono<ThreadRow> ofToken(UUID inboxId, Collection<String> tokens, String sender) {
        return tokens.isEmpty()
                ? Mono.empty()
                : database.sql("SELECT" + COLUMNS + "FROM mail_thread t WHERE t.inbox_id = $1 AND t.id = ANY($2)"
                                + TAKES_PART + "LIMIT 1")
                        .bind(0, inboxId)
                        .bind(1, tokens.toArray(String[]::new))
                        .bind(2, sender)
                        .mapProperties(ThreadRow.class)
                        .one();
    }

    /// The latest of this sender's with this subject.
    Mono<ThreadRow> ofSubject(UUID inboxId, String subject, String sender, Duration within) {
        return database.sql("SELECT" + COLUMNS + """
                        FROM mail_thread t WHERE t.inbox_id = $1 AND t.correspondent = $3 AND lower(t.subject) = lower($2)
                            AND t.updated_at > now() - $4 * interval '1 second' ORDER BY t.updated_at DESC LIMIT 1
                        """)
                .bind(0, inboxId)
                .bind(1, subject)
                .bind(2, sender)
                .bind(3, within.toSeconds())
                .mapProperties(ThreadRow.class)
                .one();
    }

    public Mono<ThreadRow> named(UUID accountId, UUID inboxId, String id) {
        return database.sql("SELECT" + COLUMNS
                        + "FROM mail_thread t WHERE t.account_id = $1 AND t.inbox_id = $2 AND t.id = $3")
                .bind(0, accountId)
                .bind(1, inboxId)
                .bind(2, id)
                .mapProperties(ThreadRow.class)
                .one();
    }

    public Mono<ThreadRow> begin(UUID accountId, UUID inboxId, String correspondent, String subject) {
        return begin(accountId, inboxId, correspondent, subject, false);
    }

    /// The thread of a conversation that no mail began.
    Mono<ThreadRow> bare(UUID accountId, UUID inboxId, String correspondent, String subject) {
        return database.sql("SELECT" + COLUMNS + """
                        FROM mail_thread t WHERE t.account_id = $1 AND t.inbox_id = $2 AND t.correspondent = $3 AND t.bare
                        """)
                .bind(0, accountId)
                .bind(1, inboxId)
                .bind(2, correspondent)
                .mapProperties(ThreadRow.class)
                .one()
                .switchIfEmpty(Mono.defer(() -> begin(accountId, inboxId, correspondent, subject, true)));
    }

    /// The thread that continues a chat by mail.
    ///
    /// @param address the chat's, JSON
    public Mono<ThreadRow> ofChat(UUID accountId, UUID inboxId, String correspondent, String subject, String address) {
        return database.sql("""
                        INSERT INTO mail_thread AS t (id, account_id, inbox_id, correspondent, subject, bare, address)
                        VALUES ($1, $2, $3, $4, $5, false, $6)
                        ON CONFLICT (inbox_id, correspondent, address) WHERE address IS NOT NULL
                            DO UPDATE SET updated_at = now()
                        RETURNING""" + COLUMNS)
                .bind(0, token())
                .bind(1, accountId)
                .bind(2, inboxId)
                .bind(3, correspondent)
                .bind(4, subject)
                .bind(5, address)
                .mapProperties(ThreadRow.class)
                .one();
    }

    private static String token() {
        return Ids.unguessable().toString().replace("-", "");
    }

    private Mono<ThreadRow> begin(UUID accountId, UUID inboxId, String correspondent, String subject, boolean bare) {
        return database.sql("""
                        INSERT INTO mail_thread AS t (id, account_id, inbox_id, correspondent, subject, bare)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        ON CONFLICT (inbox_id, correspondent) WHERE bare DO UPDATE SET updated_at = now()
                        RETURNING""" + COLUMNS)
                .bind(0, token())
                .bind(1, accountId)
                .bind(2, inboxId)
                .bind(3, correspondent)
                .bind(4, subject)
                .bind(5, bare)
                .mapProperties(ThreadRow.class)
                .one();
    }

    /// A mail of ours under another Message-ID, which its server gave it.
    public Mono<Void> alsoKnown(UUID accountId, ThreadRow thread, String messageId) {
        return remember(accountId, thread, messageId, null, List.of());
    }

    /// @param sender nobody for a mail of ours
    /// @param people who has a part in the thread from now on
    Mono<Void> remember(
            UUID accountId, ThreadRow thread, String messageId, @Nullable String sender, Collection<String> people) {
        return database.sql("""
                        WITH mail AS (
                            INSERT INTO mail_message (inbox_id, message_id, account_id, thread_id, sender)
                            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING),
                        people AS (
                            INSERT INTO mail_participant (thread_id, address) SELECT DISTINCT $4, address
                            FROM unnest($6::text[]) AS a (address) ON CONFLICT DO NOTHING)
                        UPDATE mail_thread SET updated_at = now() WHERE id = $4
                        """)
                .bind(0, thread.inboxId())
                .bind(1, messageId)
                .bind(2, accountId)
                .bind(3, thread.id())
                .bind(4, Parameter.fromOrEmpty(sender, String.class))
                .bind(5, people.toArray(String[]::new))
                .then();
    }

    /// The last mails of a thread, the newest first.
    Flux<String> mailsOf(ThreadRow thread, String before) {
        return database.sql("""
                        SELECT message_id FROM mail_message
                        WHERE inbox_id = $1 AND thread_id = $2 AND message_id <> $3 ORDER BY number DESC LIMIT 20
                        """)
                .bind(0, thread.inboxId())
                .bind(1, thread.id())
                .bind(2, before)
                .mapValue(String.class)
                .all();
    }

    Mono<Boolean> isOurs(UUID inboxId, String messageId) {
        return database.sql("SELECT EXISTS (SELECT 1 FROM mail_message WHERE inbox_id = $1 AND message_id = $2"
                        + " AND sender IS NULL)")
                .bind(0, inboxId)
                .bind(1, messageId)
                .mapValue(Boolean.class)
                .one();
    }

    /// How many other mails the sender has sent in that time.
    Mono<Long> lately(UUID inboxId, String sender, String messageId, Duration time) {
        return database.sql("""
                        SELECT count(*) FROM mail_message WHERE inbox_id = $1 AND sender = $2 AND message_id <> $3
                            AND created_at > now() - $4 * interval '1 second'
                        """)
                .bind(0, inboxId)
                .bind(1, sender)
                .bind(2, messageId)
                .bind(3, time.toSeconds())
                .mapValue(Long.class)
                .one();
    }
}
