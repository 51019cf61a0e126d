package dev.switchboard.gateway;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// An account with an inbox, two keys and a user, and what its conversations tell.
public record Tenant(UUID account, UUID inbox, UUID user, String publishable, String secret) {
    public static Tenant named(String name) {
        return new Tenant(Ids.next(), Ids.next(), Ids.next(), "pk_" + name, "sk_" + name);
    }

    public Fact[] facts() {
        return new Fact[] {
            new AccountUpdated.Account(Ids.next(), account, Instant.now(), "Acme", true),
            inbox(false, List.of()),
            new AccountUpdated.User(
                    Ids.next(), account, Instant.now(), user, 7, "Jane Smith", "jane@acme.test", "agent", true),
            key(publishable, AccountUpdated.KeyKind.PUBLISHABLE, true),
            key(secret, AccountUpdated.KeyKind.SECRET, true)
        };
    }

    public AccountUpdated.Inbox inbox(boolean widgetTokenRequired, List<String> origins) {
        return inbox(widgetTokenRequired, origins, null);
    }

    /// An inbox whose visitors can be proven.
    public AccountUpdated.Inbox inbox(SecretBox box, String identitySecret) {
        String sealed = box.seal(identitySecret, AccountUpdated.Inbox.identityContext(account, inbox));
        return inbox(false, List.of(), sealed);
    }

    public AccountUpdated.Inbox inbox(boolean widgetTokenRequired, List<String> origins, String sealed) {
        return new AccountUpdated.Inbox(
                Ids.next(),
                account,
                Instant.now(),
                inbox,
                "Web",
                Channel.WEB,
                AccountUpdated.Responder.AI,
                widgetTokenRequired,
                origins,
                sealed);
    }

    public AccountUpdated.ApiKey key(String key, AccountUpdated.KeyKind kind, boolean active) {
        return new AccountUpdated.ApiKey(
                Ids.next(),
                account,
                Instant.now(),
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
                Digest.sha256(key).hex(),
                kind,
                kind == AccountUpdated.KeyKind.PUBLISHABLE ? inbox : null,
                List.of("*"),
                active,
                null,
                null);
    }

    /// A key of the tenant's with these scopes; a personal one acts as its user.
    public AccountUpdated.ApiKey key(
            String key, AccountUpdated.KeyKind kind, boolean active, Instant expiresAt, String... scopes) {
        return new AccountUpdated.ApiKey(
                Ids.next(),
                account,
                Instant.now(),
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
                Digest.sha256(key).hex(),
                kind,
                null,
                List.of(scopes),
                active,
                kind == AccountUpdated.KeyKind.PERSONAL ? user : null,
                expiresAt);
    }

    public Talk talk(String userId, String sessionId) {
        return new Talk(
                this, Ids.next(), new Address(inbox, Channel.WEB, userId + "|" + sessionId, sessionId), Ids.next());
    }

    /// One conversation of the tenant.
    public record Talk(Tenant tenant, UUID id, Address address, UUID customer) {
        public MessageCreated customerSaid(long seq, String key, String text) {
            return message(seq, Author.customer(customer, null), MessageCreated.Kind.REPLY, text, key, Owner.BOT, null);
        }

        /// The same, where more is known of the customer.
        public MessageCreated customerSaid(long seq, String key, String text, Profile known) {
            return message(
                    seq,
                    Author.customer(customer, known.name()),
                    MessageCreated.Kind.REPLY,
                    text,
                    key,
                    Owner.BOT,
                    null,
                    known);
        }

        public MessageCreated botSaid(long seq, String text, UUID inReplyTo) {
            return message(seq, Author.bot(), MessageCreated.Kind.REPLY, text, null, Owner.BOT, inReplyTo);
        }

        public MessageCreated agentSaid(long seq, String text) {
            Author jane = Author.agent(tenant.user(), "Jane Smith", 7);
            return message(seq, jane, MessageCreated.Kind.REPLY, text, null, Owner.AGENT, null);
        }

        public MessageCreated note(long seq, String text) {
            Author jane = Author.agent(tenant.user(), "Jane Smith", 7);
            return message(seq, jane, MessageCreated.Kind.NOTE, text, null, Owner.AGENT, null);
        }

        public MessageCreated handover(long seq, String text) {
            return message(seq, Author.system(), MessageCreated.Kind.HANDOVER, text, null, Owner.QUEUE, null);
        }

        private MessageCreated message(
                long seq, Author author, MessageCreated.Kind kind, String text, String key, Owner owner, UUID reply) {
            return message(seq, author, kind, text, key, owner, reply, null);
        }

        private MessageCreated message(
                long seq,
                Author author,
                MessageCreated.Kind kind,
                String text,
                String key,
                Owner owner,
                UUID reply,
                Profile known) {
            List<Source> sources = author.kind() == Author.Kind.BOT
                    ? List.of(new Source(Ids.next(), "Returns", "https://acme.test/returns", 0.9))
                    : List.of();
            return new MessageCreated(
                    Ids.next(),
                    tenant.account(),
                    id,
                    Instant.parse("2026-11-20T10:00:00.120Z"),
                    Ids.next(),
                    seq,
                    seq,
                    owner,
                    owner == Owner.BOT ? 0 : 1,
                    address,
                    customer,
                    author,
                    kind,
                    text,
                    List.of(),
                    sources,
                    key,
                    reply,
                    null,
                    Map.of(),
                    known,
                    null);
        }

        public MessageUpdated.Repeated repeated(MessageCreated message) {
            return new MessageUpdated.Repeated(
                    Ids.next(),
                    tenant.account(),
                    id,
                    Instant.now(),
                    address,
                    message.deduplicationKey(),
                    message.messageId(),
                    message.seq());
        }

        public MessageUpdated.Refused refused(String key) {
            return new MessageUpdated.Refused(
                    Ids.next(),
                    tenant.account(),
                    id,
                    Instant.now(),
                    address,
                    key,
                    "message-id-reused",
                    "The id " + key + " was used for another text");
        }
    }
}
