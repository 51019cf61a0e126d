package dev.switchboard.channel.intercom;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What Intercom tells of one thing in a workspace.
///
/// @param topic like `conversation.user.replied`
/// @param appId the workspace
@JsonNaming(SnakeCaseStrategy.class)
record Notification(
        @Nullable String topic,
        @Nullable String appId,
        @Nullable Data data) {
    record Data(@Nullable Item item) {}

    /// A conversation, or a contact of which only the id is read.
    @JsonNaming(SnakeCaseStrategy.class)
    record Item(
            @Nullable String type,
            @Nullable String id,
            @Nullable Part source,
            @Nullable Contacts contacts,
            @Nullable Parts conversationParts) {
        boolean isConversation() {
            return "conversation".equals(type) && id != null;
        }

        List<Part> parts() {
            return conversationParts == null ? List.of() : conversationParts.all();
        }

        /// Who began it, else the first contact in it.
        Optional<String> customer() {
            Optional<String> starter = Optional.ofNullable(source)
                    .map(Part::author)
                    .filter(Author::isContact)
                    .map(Author::id);
            return starter.or(() -> contacts == null ? Optional.empty() : contacts.first());
        }
    }

    record Contacts(@Nullable List<Contact> contacts) {
        Optional<String> first() {
            return contacts == null
                    ? Optional.empty()
                    : contacts.stream()
                            .filter(Objects::nonNull)
                            .flatMap(contact -> Stream.ofNullable(contact.id()))
                            .findFirst();
        }
    }

    record Contact(@Nullable String id) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Parts(@Nullable List<Part> conversationParts) {
        List<Part> all() {
            return conversationParts == null
                    ? List.of()
                    : conversationParts.stream().filter(Objects::nonNull).toList();
        }
    }

    /// What somebody said.
    ///
    /// @param partType absent in what began a conversation; what only colleagues see is a `note`
    /// @param body HTML
    /// @param createdAt in seconds
    @JsonNaming(SnakeCaseStrategy.class)
    record Part(
            @Nullable String id,
            @Nullable String partType,
            @Nullable String body,
            @Nullable Long createdAt,
            @Nullable Author author,
            @Nullable List<File> attachments) {
        boolean isSeenByAll() {
            return !"note".equals(partType);
        }

        List<File> files() {
            return attachments == null
                    ? List.of()
                    : attachments.stream().filter(Objects::nonNull).toList();
        }
    }

    record Author(
            @Nullable String type,
            @Nullable String id,
            @Nullable String name,
            @Nullable String email) {
        boolean isContact() {
            return "user".equals(type) || "lead".equals(type) || "contact".equals(type);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record File(
            @Nullable String name,
            @Nullable String url,
            @Nullable String contentType) {}

    @Nullable
    Item item() {
        return data == null ? null : data.item();
    }

    boolean isAbout(String kind) {
        return topic != null && topic.startsWith(kind + ".");
    }
}
