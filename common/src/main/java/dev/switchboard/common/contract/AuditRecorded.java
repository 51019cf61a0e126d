package dev.switchboard.common.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody did something that the account's audit log keeps. Keyed by account. It holds no secret and no words of a
/// message; what is longer than its bound is cut.
///
/// @param action what was done, as in `user.disabled`
/// @param address the client's, as the gateway saw it; absent for work that no request asked for
/// @param traceId of the request, as its answer names it in `X-Request-Id`
public record AuditRecorded(
        UUID eventId,
        UUID accountId,
        Instant occurredAt,
        Actor actor,
        String action,
        Thing thing,
        @Nullable String address,
        @Nullable String userAgent,
        String traceId,
        List<Change> changes)
        implements Fact {
    public static final String TOPIC = "audit.recorded";
    /// A gateway has seen a key used from an address that is new to it; the log keeps each address once.
    public static final String KEY_USED = "api_key.used_from_new_address";
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_AGENT = 300;
    private static final int LONGEST_VALUE = 500;
    private static final int MOST_CHANGES = 50;

    public AuditRecorded {
        // no finer than a database keeps it: the log is compared with what was hashed
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MILLIS);
        userAgent = cut(userAgent, LONGEST_AGENT);
        changes = changes.stream().limit(MOST_CHANGES).toList();
    }

    @Override
    public String key() {
        return accountId.toString();
    }

    /// @param id of the user or the key; absent for the installation, for visitors and for whom nobody knows
    public record Actor(
            Kind kind, @Nullable UUID id, @Nullable String name) {
        public Actor {
            name = cut(name, LONGEST_NAME);
        }
    }

    /// `OPERATOR` runs the installation; `SYSTEM` is the suite at its own work; `NOBODY` has proven nothing.
    public enum Kind {
        USER,
        KEY,
        VISITOR,
        OPERATOR,
        SYSTEM,
        @JsonEnumDefaultValue
        NOBODY
    }

    /// @param type as in `user` or `conversation`
    /// @param name of a thing that is the account's own; never a customer's
    public record Thing(
            String type, @Nullable String id, @Nullable String name) {
        public Thing {
            id = cut(id, LONGEST_NAME);
            name = cut(name, LONGEST_NAME);
        }
    }

    /// @param before absent where there was none, or where it is not for the log
    /// @param after absent where there is none, or where it is not for the log
    public record Change(
            String field, @Nullable String before, @Nullable String after) {
        public Change {
            field = field.length() <= LONGEST_NAME ? field : field.substring(0, LONGEST_NAME);
            before = cut(before, LONGEST_VALUE);
            after = cut(after, LONGEST_VALUE);
        }
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }
}
