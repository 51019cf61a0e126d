package dev.switchboard.conversation.chatbot;

import dev.switchboard.common.contract.AccountUpdated.Inbox;
import dev.switchboard.common.secret.SecretBox;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.store.Columns;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The accounts' outside bots. A secret is sealed for its account, so that a row copied to another one does not open.
@Repository
public class Chatbots {
    private static final int MOST_TRIED = 100;

    private final DatabaseClient database;
    private final SecretBox box;
    private final Directory directory;

    Chatbots(DatabaseClient database, SecretBox box, Directory directory) {
        this.database = database;
        this.box = box;
        this.directory = directory;
    }

    public Mono<Void> store(UUID accountId, String secret) {
        return database.sql("""
                        INSERT INTO chatbot (account_id, secret) VALUES ($1, $2)
                        ON CONFLICT (account_id) DO UPDATE SET secret = EXCLUDED.secret, updated_at = now()
                        """)
                .bind(0, accountId)
                .bind(1, box.seal(secret, context(accountId)))
                .then();
    }

    /// The account whose bot signed this. Who does not name its account is taken for the only one's.
    ///
    /// @param named before anybody has proven anything
    public Mono<UUID> signer(@Nullable UUID named, String signature, byte[] body) {
        return candidate(named)
                .filter(bot -> Signature.verifies(signature, body, box.open(bot.secret(), context(bot.accountId()))))
                .map(Chatbot::accountId)
                .switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(bySecretOfInbox(named, signature, body))));
    }

    /// Inboxes have secrets of their own, which administrators make. Who does not name its account is found by them
    /// while there are few.
    private Optional<UUID> bySecretOfInbox(@Nullable UUID named, String signature, byte[] body) {
        List<Inbox> inboxes = directory.withBots(named);
        return inboxes.size() > MOST_TRIED
                ? Optional.empty()
                : inboxes.stream()
                        .filter(inbox -> Signature.verifies(signature, body, secret(inbox)))
                        .map(Inbox::accountId)
                        .findFirst();
    }

    private String secret(Inbox inbox) {
        String sealed = inbox.botSecret();
        return sealed == null ? "" : box.open(sealed, Inbox.botContext(inbox.accountId(), inbox.inboxId()));
    }

    private Mono<Chatbot> candidate(@Nullable UUID named) {
        Flux<Chatbot> found = named == null
                ? database.sql("SELECT c.account_id, c.secret FROM chatbot c LIMIT 2")
                        .map(row -> read(new Columns(row)))
                        .all()
                : database.sql("SELECT c.account_id, c.secret FROM chatbot c WHERE c.account_id = $1")
                        .bind(0, named)
                        .map(row -> read(new Columns(row)))
                        .all();
        return found.collectList().filter(bots -> bots.size() == 1).map(List::getFirst);
    }

    private static Chatbot read(Columns row) {
        return new Chatbot(row.uuid("account_id"), row.text("secret"));
    }

    private static String context(UUID accountId) {
        return "chatbot:" + accountId;
    }

    /// @param secret sealed
    private record Chatbot(UUID accountId, String secret) {}
}
