package dev.switchboard.common.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one gateway replica tells the others of its own open connections. Keyed by replica, short-lived, never stored;
/// `number` counts a replica's facts from 1 without gaps, so that a reader knows when it has missed one.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = PresenceChanged.Unknown.class)
public sealed interface PresenceChanged extends Fact {
    String TOPIC = "presence.changed";
    /// The account of a fact that concerns none.
    UUID NO_ACCOUNT = new UUID(0, 0);

    /// One life of a gateway: a restarted one has another name.
    String replica();

    long number();

    @Override
    default String key() {
        return replica();
    }

    /// A replica lives. Who hears none for a while lets its connections go.
    ///
    /// @param knows the replicas whose connections this one has whole; one that is missing there tells a snapshot
    @JsonTypeName("presence.beat.v1")
    record Beat(UUID eventId, UUID accountId, Instant occurredAt, String replica, long number, List<String> knows)
            implements PresenceChanged {}

    /// Connections opened, changed and closed. A changed one has a new `ref` and leaves its old one.
    @JsonTypeName("presence.told.v1")
    record Told(
            UUID eventId,
            UUID accountId,
            Instant occurredAt,
            String replica,
            long number,
            List<Connection> entered,
            List<Departure> left)
            implements PresenceChanged {}

    /// A part of everything that a replica has; the parts follow one another without another fact between them.
    ///
    /// @param part from 0; part 0 begins anew
    /// @param parts how many there are
    @JsonTypeName("presence.snapshot.v1")
    record Snapshot(
            UUID eventId,
            UUID accountId,
            Instant occurredAt,
            String replica,
            long number,
            int part,
            int parts,
            List<Connection> present,
            List<LastSeen> seen)
            implements PresenceChanged {}

    /// A fact newer than this reader.
    record Unknown(UUID eventId, UUID accountId, Instant occurredAt, String replica, long number)
            implements PresenceChanged {}

    /// One open connection.
    ///
    /// @param ref unique among all connections and their changes
    /// @param previous the `ref` that this one replaces
    record Connection(String ref, @Nullable String previous, Member member, Meta meta) {}

    /// A `ref` that is no more.
    ///
    /// @param seen when it was last heard; absent where its connection goes on under another `ref`
    record Departure(String ref, @Nullable Instant seen) {}

    /// When a member that is not online any more was last heard.
    record LastSeen(String key, Instant seen) {}

    /// Somebody who may be online in an account, on any number of connections.
    ///
    /// @param key names one member within its account: `user:<number>`, or `customer:<id>`
    /// @param name absent for a visitor
    /// @param userId of a user of the desk
    /// @param number the user's integer id of the Netia API
    record Member(
            Kind kind,
            String key,
            @Nullable String name,
            @Nullable UUID userId,
            @Nullable Integer number) {
        public static Member user(UUID userId, int number, String name) {
            return new Member(Kind.USER, "user:" + number, name, userId, number);
        }

        public static Member customer(UUID customerId) {
            return new Member(Kind.VISITOR, "customer:" + customerId, null, null, null);
        }

        /// A visitor whose customer is not known: the key tells nothing of the address, which may be a secret.
        public static Member visitor(Address address) {
            String place = address.inboxId() + ":" + address.identity();
            return customer(UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)));
        }
    }

    enum Kind {
        VISITOR,
        USER,
        @JsonEnumDefaultValue
        UNKNOWN
    }

    /// What is known of one connection.
    ///
    /// @param sessionId the visitor's
    /// @param userId what the visitor calls itself, or was proven to be
    /// @param customerId once it is known
    /// @param conversationId the conversation that the connection is in
    /// @param availability of a user of the desk
    record Meta(
            Instant onlineAt,
            @Nullable String sessionId,
            @Nullable String userId,
            @Nullable UUID customerId,
            @Nullable UUID conversationId,
            @Nullable Page page,
            @Nullable Availability availability) {
        public static Meta visitor(Instant onlineAt, @Nullable String userId, @Nullable String sessionId) {
            return new Meta(onlineAt, sessionId, userId, null, null, null, null);
        }

        public static Meta user(Instant onlineAt) {
            return new Meta(onlineAt, null, null, null, null, null, Availability.ONLINE);
        }

        public Meta known(@Nullable UUID customer) {
            return new Meta(onlineAt, sessionId, userId, customer, conversationId, page, availability);
        }

        public Meta in(@Nullable UUID conversation) {
            return new Meta(onlineAt, sessionId, userId, customerId, conversation, page, availability);
        }

        public Meta on(@Nullable Page seen) {
            return new Meta(onlineAt, sessionId, userId, customerId, conversationId, seen, availability);
        }

        public Meta being(Availability now) {
            return new Meta(onlineAt, sessionId, userId, customerId, conversationId, page, now);
        }
    }

    /// The page that a visitor looks at, as its browser says; what is too long is cut.
    record Page(
            @Nullable String url,
            @Nullable String domain,
            @Nullable String origin,
            @Nullable String title) {
        private static final int LONGEST_URL = 1000;
        private static final int LONGEST_NAME = 255;

        public Page {
            url = cut(url, LONGEST_URL);
            domain = cut(domain, LONGEST_NAME);
            origin = cut(origin, LONGEST_NAME);
            title = cut(title, LONGEST_NAME);
        }

        private static @Nullable String cut(@Nullable String text, int longest) {
            return text == null || text.length() <= longest ? text : text.substring(0, longest);
        }
    }

    enum Availability {
        @JsonEnumDefaultValue
        ONLINE,
        AWAY
    }
}
