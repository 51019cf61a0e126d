package dev.switchboard.admin.push;

import dev.switchboard.common.secret.SealedColumn;
import dev.switchboard.common.secret.SecretBox;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The installation's own key pair, made when it is first needed and the same for all replicas. Browsers subscribe to
/// its public half; with another one they would have to subscribe anew.
@Component
class VapidKeys {
    private static final String CONTEXT = "push_key";
    private static final Duration FOR_GOOD = Duration.ofDays(365);

    private final DatabaseClient database;
    private final SecretBox box;
    private final Mono<KeyPair> own =
            Mono.defer(this::load).cache(_ -> FOR_GOOD, _ -> Duration.ZERO, () -> Duration.ZERO);

    VapidKeys(DatabaseClient database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    /// Where the private half stands, for a rotation.
    @Configuration(proxyBeanMethods = false)
    static class Secrets {
        @Bean
        SealedColumn pushKey() {
            return new SealedColumn("push_key", "private_key");
        }

        @Bean
        SealedColumn pushAddresses() {
            return new SealedColumn("push_device", "address");
        }
    }

    private record KeyRow(String publicKey, String privateKey) {}

    Mono<KeyPair> own() {
        return own;
    }

    private Mono<KeyPair> load() {
        return stored().switchIfEmpty(Mono.defer(this::make).then(Mono.defer(this::stored)))
                .flatMap(row -> Mono.fromCallable(() -> pair(row)).subscribeOn(Schedulers.boundedElastic()));
    }

    private Mono<KeyRow> stored() {
        return database.sql("SELECT public_key, private_key FROM push_key")
                .mapProperties(KeyRow.class)
                .one();
    }

    /// Another replica's may be there first, and counts.
    private Mono<Long> make() {
        return Mono.fromCallable(P256::pair)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(pair -> database.sql(
                                "INSERT INTO push_key (public_key, private_key) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                        .bind(0, Vapid.publicKey(pair))
                        .bind(
                                1,
                                box.seal(
                                        Base64.getEncoder()
                                                .encodeToString(
                                                        pair.getPrivate().getEncoded()),
                                        CONTEXT))
                        .fetch()
                        .rowsUpdated());
    }

    private KeyPair pair(KeyRow row) throws GeneralSecurityException {
        byte[] secret = Base64.getDecoder().decode(box.open(row.privateKey(), CONTEXT));
        return new KeyPair(
                P256.read(Base64.getUrlDecoder().decode(row.publicKey())),
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(secret)));
    }
}
