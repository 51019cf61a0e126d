package dev.switchboard.common.contract;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The present state of an account's people, keys and inboxes. The topic is compacted by type and id; a deleted
/// entity leaves a tombstone. Secrets in it are envelope-encrypted.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = AccountUpdated.Unknown.class)
public sealed interface AccountUpdated extends Fact {
    String TOPIC = "account.updated";

    @JsonTypeName("account.state.v1")
    record Account(UUID eventId, UUID accountId, Instant occurredAt, String name, boolean active)
            implements AccountUpdated {
        @Override
        public String key() {
            return "account:" + accountId;
        }
    }

    /// @param role owner, admin, agent or viewer
    @JsonTypeName("user.state.v1")
    record User(
            UUID eventId,
            UUID accountId,
            Instant occurredAt,
            UUID userId,
            int number,
            String name,
            String email,
            String role,
            boolean active)
            implements AccountUpdated {
        @Override
        public String key() {
            return "user:" + userId;
        }
    }

    /// @param hash SHA-256 of the key, hex: the gateway looks a presented key up by it
    /// @param inboxId the inbox that a publishable key opens
    /// @param scopes what a secret or personal key may do, as `Scopes` names it; none allows nothing
    /// @param userId whom a personal key acts as
    /// @param expiresAt from when on it opens nothing, whatever `active` says
    @JsonTypeName("api_key.state.v1")
    record ApiKey(
            UUID eventId,
            UUID accountId,
            Instant occurredAt,
            UUID keyId,
            String hash,
            KeyKind kind,
            @Nullable UUID inboxId,
            List<String> scopes,
            boolean active,
            @Nullable UUID userId,
            @Nullable Instant expiresAt)
            implements AccountUpdated {
        /// Whether it opens anything at that time.
        public boolean opens(Instant now) {
            return active && (expiresAt == null || now.isBefore(expiresAt));
        }

        @Override
        public String key() {
            return "api_key:" + keyId;
        }
    }

    /// `PUBLISHABLE` may only act as a visitor; `SECRET` is a server's; `PERSONAL` acts as its user.
    enum KeyKind {
        PUBLISHABLE,
        SECRET,
        PERSONAL
    }

    /// @param widgetTokenRequired a visitor must prove who it is with a signed widget token
    /// @param allowedOrigins pages that may open a socket with a publishable key; empty allows every origin
    /// @param identitySecret what the account's own server signs its customers' ids with, sealed under
    ///     `identityContext`; absent where nobody can be verified
    /// @param archived nobody begins a conversation here any more, and its widget is closed; absent is no
    /// @param botSecret what its outside bot signs with, sealed under `botContext`
    /// @param widget where it differs from `WidgetSettings.DEFAULT`
    @JsonTypeName("inbox.state.v1")
    record Inbox(
            UUID eventId,
            UUID accountId,
            Instant occurredAt,
            UUID inboxId,
            String name,
            Channel channel,
            Responder responder,
            boolean widgetTokenRequired,
            List<String> allowedOrigins,
            @Nullable String identitySecret,
            @Nullable Boolean archived,
            @Nullable String botSecret,
            @Nullable WidgetSettings widget)
            implements AccountUpdated {
        public Inbox(
                UUID eventId,
                UUID accountId,
                Instant occurredAt,
                UUID inboxId,
                String name,
                Channel channel,
                Responder responder,
                boolean widgetTokenRequired,
                List<String> allowedOrigins,
                @Nullable String identitySecret) {
            this(
                    eventId,
                    accountId,
                    occurredAt,
                    inboxId,
                    name,
                    channel,
                    responder,
                    widgetTokenRequired,
                    allowedOrigins,
                    identitySecret,
                    null,
                    null,
                    null);
        }

        /// Whether new conversations may begin here.
        public boolean open() {
            return !Boolean.TRUE.equals(archived);
        }

        public static String botContext(UUID accountId, UUID inboxId) {
            return "bot:" + accountId + ":" + inboxId;
        }

        /// What the secret is bound to, so that it does not open as another inbox's.
        public static String identityContext(UUID accountId, UUID inboxId) {
            return "identity:" + accountId + ":" + inboxId;
        }

        @Override
        public String key() {
            return "inbox:" + inboxId;
        }
    }

    /// Who answers first in an inbox: nobody, the built-in AI, or an outside bot.
    enum Responder {
        NONE,
        AI,
        BOT
    }

    /// A login session ended before its token does; kept until `expiresAt`.
    @JsonTypeName("session.revoked.v1")
    record SessionRevoked(UUID eventId, UUID accountId, Instant occurredAt, UUID sessionId, Instant expiresAt)
            implements AccountUpdated {
        @Override
        public String key() {
            return "session:" + sessionId;
        }
    }

    /// A fact newer than this reader.
    record Unknown(UUID eventId, UUID accountId, Instant occurredAt) implements AccountUpdated {
        @Override
        public String key() {
            return "unknown:" + eventId;
        }
    }
}
