package dev.switchboard.conversation.customer;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.customer.CustomAttribute.Type;
import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/// The custom attributes that accounts define, at most 50 each.
@Repository
public class CustomAttributes {
    private static final int MOST = 50;
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final DatabaseClient database;

    CustomAttributes(DatabaseClient database) {
        this.database = database;
    }

    public Flux<CustomAttribute> all(UUID accountId) {
        return database.sql("""
                        SELECT account_id, key, label, type, options::text, created_at FROM customer_attribute
                        WHERE account_id = $1 ORDER BY key
                        """).bind(0, accountId).map(CustomAttributes::read).all();
    }

    public Mono<CustomAttribute> define(CustomAttribute attribute) {
        return database.sql("""
                        INSERT INTO customer_attribute (account_id, key, label, type, options, created_at)
                        SELECT $1, $2, $3, $4, $5::jsonb, $6
                        WHERE (SELECT count(*) FROM customer_attribute WHERE account_id = $1) < $7
                        """)
                .bind(0, attribute.accountId())
                .bind(1, attribute.key())
                .bind(2, attribute.label())
                .bind(3, attribute.type().wire())
                .bind(4, JsonRows.of(attribute.options()))
                .bind(5, attribute.createdAt().atOffset(ZoneOffset.UTC))
                .bind(6, MOST)
                .fetch()
                .rowsUpdated()
                .onErrorMap(DuplicateKeyException.class, _ -> Problem.field("key", "has already been taken"))
                .filter(written -> written > 0)
                .switchIfEmpty(Mono.error(
                        () -> Problem.of(ProblemCode.CONFLICT, "An account has at most " + MOST + " attributes")))
                .thenReturn(attribute);
    }

    /// Customers keep the values that they have; no more are written.
    ///
    /// @return whether there was one
    public Mono<Boolean> remove(UUID accountId, String key) {
        return database.sql("DELETE FROM customer_attribute WHERE account_id = $1 AND key = $2")
                .bind(0, accountId)
                .bind(1, key)
                .fetch()
                .rowsUpdated()
                .map(removed -> removed > 0);
    }

    /// Fails with a `Problem` that names every value at fault.
    public Mono<Void> check(UUID accountId, Map<String, @Nullable CustomValue> values) {
        if (values.isEmpty()) {
            return Mono.empty();
        }
        return all(accountId)
                .collect(Collectors.toMap(CustomAttribute::key, Function.identity()))
                .flatMap(defined -> {
                    Map<String, List<String>> wrong = new LinkedHashMap<>();
                    values.forEach((key, value) -> {
                        CustomAttribute attribute = defined.get(key);
                        String fault = attribute == null ? "is not defined" : fault(attribute, value);
                        if (fault != null) {
                            wrong.put("custom_attributes." + key, List.of(fault));
                        }
                    });
                    return wrong.isEmpty() ? Mono.empty() : Mono.error(Problem.fields(wrong));
                });
    }

    private static @Nullable String fault(CustomAttribute attribute, @Nullable CustomValue value) {
        return value == null ? null : attribute.faultOf(value);
    }

    private static CustomAttribute read(Readable row) {
        Columns c = new Columns(row);
        return new CustomAttribute(
                c.uuid("account_id"),
                c.text("key"),
                c.text("label"),
                c.constant("type", Type.class),
                JsonRows.read(c.text("options"), TEXTS),
                c.instant("created_at"));
    }
}
