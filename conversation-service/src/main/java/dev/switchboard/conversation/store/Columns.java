package dev.switchboard.conversation.store;

import dev.switchboard.common.contract.Channel;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row's columns by name. The short names are for columns that are never null.
public record Columns(Readable row) {
    public UUID uuid(String column) {
        return required(column, UUID.class);
    }

    public String text(String column) {
        return required(column, String.class);
    }

    public long number(String column) {
        return required(column, Long.class);
    }

    public boolean flag(String column) {
        return required(column, Boolean.class);
    }

    public Instant instant(String column) {
        return required(column, OffsetDateTime.class).toInstant();
    }

    /// An enum that is stored in lower case.
    public <E extends Enum<E>> E constant(String column, Class<E> type) {
        return Enum.valueOf(type, text(column).toUpperCase(Locale.ROOT));
    }

    public Channel channel(String column) {
        return constant(column, Channel.class);
    }

    public @Nullable UUID uuidOrNull(String column) {
        return row.get(column, UUID.class);
    }

    public @Nullable String textOrNull(String column) {
        return row.get(column, String.class);
    }

    public @Nullable Integer integerOrNull(String column) {
        return row.get(column, Integer.class);
    }

    public @Nullable Instant instantOrNull(String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public <E extends Enum<E>> @Nullable E constantOrNull(String column, Class<E> type) {
        String text = textOrNull(column);
        return text == null ? null : Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    private <T> T required(String column, Class<T> type) {
        T value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException(column + " is null");
        }
        return value;
    }
}
