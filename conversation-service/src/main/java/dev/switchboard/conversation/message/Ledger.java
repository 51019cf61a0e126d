package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFacts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one transaction is about to write: the conversations that it holds locked, as they change, with new messages,
/// marks on older ones, and the facts in the order in which they happened. `Ledgers.write` writes it at once.
public final class Ledger {
    private final Instant at;
    private final Map<UUID, Conversation> conversations = new LinkedHashMap<>();
    private final Set<UUID> begun = new HashSet<>();
    private final Set<UUID> changed = new HashSet<>();
    private final List<Message> messages = new ArrayList<>();
    private final Map<UUID, MessageKey> keys = new LinkedHashMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Outbox.Traced> facts = new ArrayList<>();

    public Ledger(Instant now) {
        this.at = now.truncatedTo(ChronoUnit.MILLIS);
    }

    public Instant at() {
        return at;
    }

    /// Takes in a conversation that the transaction has locked.
    public void hold(Conversation conversation) {
        conversations.put(conversation.id(), conversation);
    }

    public Conversation conversation(UUID id) {
        Conversation held = conversations.get(id);
        if (held == null) {
            throw new IllegalArgumentException("conversation " + id + " is not locked here");
        }
        return held;
    }

    public Optional<Conversation> find(UUID id) {
        return Optional.ofNullable(conversations.get(id));
    }

    public void begin(Conversation conversation, String trace) {
        hold(conversation);
        begun.add(conversation.id());
        tell(ConversationFacts.created(conversation), trace);
    }

    /// A change that no fact tells of.
    public void put(Conversation next) {
        hold(next);
        changed.add(next.id());
    }

    public void change(Conversation next, Fact fact, String trace) {
        put(next);
        tell(fact, trace);
    }

    public void tell(Fact fact, String trace) {
        facts.add(new Outbox.Traced(fact, trace));
    }

    /// Gives the draft the next place in the conversation; a customer's waits to be read.
    public Message record(UUID conversationId, Draft draft, String trace) {
        Conversation next = conversation(conversationId).recorded(at);
        put(next);
        Message message = recordAt(next, draft, trace);
        if (draft.author().kind() == Author.Kind.CUSTOMER) {
            read(conversationId, false, draft.author(), trace);
            if (next.isArchived()) {
                archive(conversationId, false, draft.author(), trace);
            }
        }
        return message;
    }

    /// Puts the draft on the place that the database has given out already.
    Message recordAt(Conversation placed, Draft draft, String trace) {
        Message message = Message.recorded(Ids.next(), placed, draft, at);
        messages.add(message);
        keys.put(message.id(), MessageKey.of(message, draft.key()));
        tell(message.created(placed, draft.customer()), trace);
        return message;
    }

    public MessageKey keyOf(Message message) {
        MessageKey key = keys.get(message.id());
        if (key == null) {
            throw new IllegalArgumentException("message " + message.id() + " is not recorded here");
        }
        return key;
    }

    /// Its author corrected it where it was written.
    public void edit(MessageKey message, String body, String trace) {
        edit(message, body, null, null, trace);
    }

    void edit(
            MessageKey message,
            String body,
            MessageCreated.@Nullable Kind kind,
            @Nullable Boolean propagated,
            String trace) {
        Conversation next = conversation(message.conversationId()).touched();
        marks.add(new Mark.Edit(message, body, propagated, at));
        change(next, MessageFacts.edited(next, message, body, kind, at), trace);
    }

    void remove(MessageKey message, MessageCreated.@Nullable Kind kind, @Nullable Boolean propagated, String trace) {
        Conversation next = conversation(message.conversationId()).touched();
        marks.add(new Mark.Removal(message, propagated, at));
        change(next, MessageFacts.deleted(next, message, kind, at), trace);
    }

    void mention(Message message, Set<UUID> users, String trace) {
        if (users.isEmpty()) {
            return;
        }
        Conversation next = conversation(message.conversationId()).touched();
        users.forEach(user -> marks.add(new Mark.Mention(next.accountId(), next.id(), message.id(), user, at)));
        change(next, ConversationFacts.mentioned(next, message.id(), List.copyOf(users), message.author(), at), trace);
    }

    public void transcribe(MessageKey message, MessageReceived.Transcribed heard, String trace) {
        Conversation next = conversation(message.conversationId()).touched();
        marks.add(new Mark.Transcript(message, heard.text()));
        change(next, MessageFacts.transcribed(next, message, heard, at), trace);
    }

    public void seenByCustomer(UUID conversationId, long seq, String trace) {
        Conversation held = conversation(conversationId);
        long upTo = Math.min(seq, held.progress().lastSeq());
        if (upTo <= held.progress().seenByCustomer()) {
            return;
        }
        Conversation next = held.seenByCustomer(upTo);
        marks.add(new Mark.Seen(next.accountId(), next.id(), next.createdAt(), upTo, at));
        change(next, MessageFacts.seen(next, Author.customer(next.customerId(), null), upTo, at), trace);
    }

    /// Everything is seen and read.
    public void seenByDesk(UUID conversationId, Author by, String trace) {
        Conversation held = conversation(conversationId);
        if (held.progress().seenByDesk() < held.progress().lastSeq()) {
            Conversation next = held.seenByDesk();
            change(next, MessageFacts.seen(next, by, next.progress().lastSeq(), at), trace);
        }
        if (by.id() != null) {
            marks.add(new Mark.MentionsRead(held.accountId(), conversationId, by.id(), at));
        }
        read(conversationId, true, by, trace);
    }

    /// Out of the lists, or back.
    public void archive(UUID conversationId, boolean now, Author by, String trace) {
        Conversation held = conversation(conversationId);
        if (held.isArchived() != now) {
            Conversation next = now ? held.archived(at) : held.unarchived();
            change(next, ConversationFacts.detailsChanged(next, "archived", by, at), trace);
        }
    }

    public void read(UUID conversationId, boolean now, Author by, String trace) {
        Conversation held = conversation(conversationId);
        if (held.desk().read() != now) {
            Conversation next = held.read(now);
            change(next, ConversationFacts.readChanged(next, by, at), trace);
        }
    }

    List<Conversation> begun() {
        return begun.stream().map(this::conversation).toList();
    }

    List<Conversation> changed() {
        return changed.stream()
                .filter(id -> !begun.contains(id))
                .map(this::conversation)
                .toList();
    }

    List<Message> messages() {
        return messages;
    }

    Collection<MessageKey> keys() {
        return keys.values();
    }

    <M extends Mark> List<M> marks(Class<M> kind) {
        return marks.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Outbox.Traced> facts() {
        return facts;
    }
}
