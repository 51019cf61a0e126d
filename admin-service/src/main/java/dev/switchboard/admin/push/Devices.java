package dev.switchboard.admin.push;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.SecretBox;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The browsers that asked to be told, each within the login that it asked in.
@Repository
class Devices {
    private final DatabaseClient database;
    private final SecretBox box;
    private final PushSettings settings;
    private final Clock clock;

    Devices(DatabaseClient database, SecretBox box, PushSettings settings, Clock clock) {
        this.database = database;
        this.box = box;
        this.settings = settings;
        this.clock = clock;
    }

    /// Of what somebody wants to hear there.
    record Tells(boolean assigned, boolean mentioned, boolean unassigned) {}

    record Device(UUID id, boolean assigned, boolean mentioned, boolean unassigned, Instant createdAt) {}

    /// The same browser again takes its own place, whoever was logged in there before.
    @Transactional
    Mono<Device> put(Caller.Agent caller, Address address, Tells tells) {
        UUID id = Ids.next();
        return forget(address.endpoint())
                .then(Mono.defer(() -> makeRoom(caller.userId())))
                .then(Mono.defer(() -> database.sql("""
                        INSERT INTO push_device (id, account_id, user_id, session_id, address_key, address,
                            assigned, mentioned, unassigned, created_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                        RETURNING id, assigned, mentioned, unassigned, created_at
                        """)
                        .bind(0, id)
                        .bind(1, caller.accountId())
                        .bind(2, caller.userId())
                        .bind(3, caller.sessionId())
                        .bind(4, Digest.sha256(address.endpoint()).hex())
                        .bind(5, box.seal(WireJson.write(address), context(id)))
                        .bind(6, tells.assigned())
                        .bind(7, tells.mentioned())
                        .bind(8, tells.unassigned())
                        .bind(9, clock.instant())
                        .mapProperties(Device.class)
                        .one()));
    }

    private Mono<Long> forget(String endpoint) {
        return database.sql("DELETE FROM push_device WHERE address_key = $1")
                .bind(0, Digest.sha256(endpoint).hex())
                .fetch()
                .rowsUpdated();
    }

    private Mono<Long> makeRoom(UUID userId) {
        return database.sql("""
                        DELETE FROM push_device WHERE id IN (SELECT id FROM push_device WHERE user_id = $1
                            ORDER BY created_at DESC, id OFFSET $2)
                        """)
                .bind(0, userId)
                .bind(1, settings.devices() - 1)
                .fetch()
                .rowsUpdated();
    }

    Flux<Device> of(Caller.Agent caller) {
        return database.sql("""
                        SELECT id, assigned, mentioned, unassigned, created_at FROM push_device
                        WHERE account_id = $1 AND user_id = $2 ORDER BY created_at
                        """)
                .bind(0, caller.accountId())
                .bind(1, caller.userId())
                .mapProperties(Device.class)
                .all();
    }

    /// False where the caller has no such one.
    Mono<Boolean> remove(Caller.Agent caller, UUID id) {
        return database.sql("DELETE FROM push_device WHERE account_id = $1 AND user_id = $2 AND id = $3")
                .bind(0, caller.accountId())
                .bind(1, caller.userId())
                .bind(2, id)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// Its push service does not know it any more.
    Mono<Void> gone(UUID id) {
        return database.sql("DELETE FROM push_device WHERE id = $1")
                .bind(0, id)
                .fetch()
                .rowsUpdated()
                .then();
    }

    static String context(UUID id) {
        return "push:" + id;
    }
}
