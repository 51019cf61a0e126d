package dev.switchboard.admin.mail;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.SecretBox;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Takes letters to be sent, and keeps them sealed because their links open accounts.
@Component
public class Mails {
    private final DatabaseClient database;
    private final SecretBox box;
    private final MailWorkers workers;

    Mails(DatabaseClient database, SecretBox box, MailWorkers workers) {
        this.database = database;
        this.box = box;
        this.workers = workers;
    }

    /// In the running transaction: it goes out when that commits, or not at all. Gives the mail's id.
    public Mono<UUID> add(Letter letter) {
        UUID id = Ids.next();
        return database.sql("INSERT INTO mail_job (id, letter) VALUES ($1, $2)")
                .bind(0, id)
                .bind(1, box.seal(WireJson.write(letter), context(id)))
                .fetch()
                .rowsUpdated()
                .then(workers.wakeAfterCommit())
                .thenReturn(id);
    }

    static String context(UUID id) {
        return "mail:" + id;
    }
}
