package dev.switchboard.conversation.transfer;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// One line of an export; its components are the fields of the JSON and the columns of the CSV.
sealed interface ExportLine {
    /// What to pass as `after` to go on behind this line.
    String place();

    /// The components in their order.
    List<@Nullable Object> values();

    static String header(Class<? extends ExportLine> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    default String csv() {
        return Csv.line(values().stream()
                .<@Nullable String>map(value -> Objects.toString(value, null))
                .toList());
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record CustomerLine(
            UUID id,
            @Nullable String externalId,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            Instant createdAt,
            Instant updatedAt)
            implements ExportLine {
        @Override
        public String place() {
            return id.toString();
        }

        @Override
        public List<@Nullable Object> values() {
            return Arrays.asList(id, externalId, name, email, phone, createdAt, updatedAt);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record ConversationLine(
            UUID id,
            long number,
            UUID customerId,
            UUID inboxId,
            String channel,
            @Nullable String subject,
            String status,
            String priority,
            @Nullable UUID assigneeId,
            Instant createdAt,
            Instant lastActivityAt,
            @Nullable Instant closedAt)
            implements ExportLine {
        @Override
        public String place() {
            return id.toString();
        }

        @Override
        public List<@Nullable Object> values() {
            return Arrays.asList(
                    id,
                    number,
                    customerId,
                    inboxId,
                    channel,
                    subject,
                    status,
                    priority,
                    assigneeId,
                    createdAt,
                    lastActivityAt,
                    closedAt);
        }
    }

    /// @param files names of its attachments
    @JsonNaming(SnakeCaseStrategy.class)
    record MessageLine(
            UUID id,
            UUID conversationId,
            long seq,
            String author,
            @Nullable String authorName,
            String type,
            String body,
            @Nullable String transcript,
            @Nullable String files,
            Instant createdAt)
            implements ExportLine {
        @Override
        public String place() {
            return conversationId + ":" + seq;
        }

        @Override
        public List<@Nullable Object> values() {
            return Arrays.asList(id, conversationId, seq, author, authorName, type, body, transcript, files, createdAt);
        }
    }
}
