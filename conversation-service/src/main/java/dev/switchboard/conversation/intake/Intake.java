package dev.switchboard.conversation.intake;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.assignment.HandOver;
import dev.switchboard.conversation.assignment.Turns;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Place;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.message.DeduplicationKey;
import dev.switchboard.conversation.message.Draft;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.message.MessageKey;
import dev.switchboard.conversation.message.TakeOver;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One batch of what came from outside, taken fact by fact into the ledger of its transaction.
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final UUID NO_CONVERSATION = new UUID(0, 0);
    private static final Refusal BLOCKED =
            new Refusal(ProblemCode.FORBIDDEN, "The account takes no messages from this sender");

    private final Ledger ledger;
    private final Acquaintances people;
    private final Places places;
    private final Map<DeduplicationKey, MessageKey> names;
    private final Turns turns;
    private final HandOver handOver;
    private final Duration botPatience;
    private int turnedAway;

    Intake(
            Ledger ledger,
            Acquaintances people,
            Places places,
            Map<DeduplicationKey, MessageKey> names,
            Turns turns,
            HandOver handOver,
            Duration botPatience) {
        this.ledger = ledger;
        this.people = people;
        this.places = places;
        this.names = new HashMap<>(names);
        this.turns = turns;
        this.handOver = handOver;
        this.botPatience = botPatience;
    }

    void take(MessageReceived fact, String trace) {
        switch (fact) {
            case MessageReceived.Said said -> said(said, trace);
            case MessageReceived.SentOutside sent -> sentOutside(sent, trace);
            case MessageReceived.Corrected corrected -> corrected(corrected, trace);
            case MessageReceived.Transcribed transcribed -> transcribed(transcribed, trace);
            case MessageReceived.Viewed viewed -> viewed(viewed, trace);
            case MessageReceived.PersonAsked asked -> personAsked(asked, trace);
            case MessageReceived.Unknown _ -> {}
        }
    }

    private void said(MessageReceived.Said said, String trace) {
        DeduplicationKey name = DeduplicationKey.ofSender(said.accountId(), said.address(), said.deduplicationKey());
        if (repeats(said, name, said.body(), said.attachments(), trace)
                || turnsAway(said, said.deduplicationKey(), trace)) {
            return;
        }
        Customer customer = people.meet(said, said.profile(), trace);
        UUID conversation = places.conversationOf(said, customer, trace);
        wake(conversation, customer.asAuthor(), trace);
        Draft draft = new Draft(
                customer.asAuthor(),
                Kind.REPLY,
                said.body(),
                said.attachments(),
                List.of(),
                name,
                null,
                said.sentAt(),
                said.metadata(),
                customer.profile());
        Message message = ledger.record(conversation, draft, trace);
        names.put(name, ledger.keyOf(message));
        ledger.put(ledger.conversation(conversation)
                .asked(message.id(), ledger.at().plus(botPatience)));
    }

    /// Recorded for everybody to see, and marked so that nobody sends it again.
    private void sentOutside(MessageReceived.SentOutside sent, String trace) {
        DeduplicationKey name = DeduplicationKey.ofSender(sent.accountId(), sent.address(), sent.deduplicationKey());
        if (repeats(sent, name, sent.body(), sent.attachments(), trace)) {
            return;
        }
        Customer customer = people.meet(sent, Profile.NOTHING, trace);
        UUID conversation = places.conversationOf(sent, customer, trace);
        Author author = sent.author();
        if (author.kind() == Author.Kind.AGENT && author.id() != null) {
            TakeOver.by(author, ledger, ledger.conversation(conversation), trace);
        }
        Draft draft = new Draft(
                author,
                Kind.REPLY,
                sent.body(),
                sent.attachments(),
                List.of(),
                name,
                null,
                null,
                Map.of("sentOutside", "true"),
                null);
        names.put(name, ledger.keyOf(ledger.record(conversation, draft, trace)));
    }

    private void corrected(MessageReceived.Corrected corrected, String trace) {
        if (turnsAway(corrected, corrected.deduplicationKey(), trace)) {
            return;
        }
        DeduplicationKey name =
                DeduplicationKey.ofSender(corrected.accountId(), corrected.address(), corrected.deduplicationKey());
        MessageKey message = names.get(name);
        Conversation held = places.live(Place.of(corrected.accountId(), corrected.address()));
        if (message == null || held == null || !message.conversationId().equals(held.id())) {
            Refusal unknown = new Refusal(ProblemCode.NOT_FOUND, "No such message was recorded here");
            refuse(corrected, corrected.deduplicationKey(), unknown, trace);
            return;
        }
        ledger.edit(message, corrected.body(), trace);
    }

    /// A conversation that its address has left meanwhile keeps the recording without a text.
    private void transcribed(MessageReceived.Transcribed heard, String trace) {
        MessageKey message =
                names.get(DeduplicationKey.ofSender(heard.accountId(), heard.address(), heard.deduplicationKey()));
        Conversation held = places.live(Place.of(heard.accountId(), heard.address()));
        if (message == null || held == null || !message.conversationId().equals(held.id())) {
            LOG.warn("Transcript {} finds no message where it belongs", heard.eventId());
            return;
        }
        ledger.transcribe(message, heard, trace);
        ledger.put(ledger.conversation(held.id())
                .understood(message.messageId(), ledger.at().plus(botPatience)));
    }

    private void viewed(MessageReceived.Viewed viewed, String trace) {
        Conversation held = places.live(Place.of(viewed.accountId(), viewed.address()));
        if (held != null) {
            long seq = viewed.seq() == null ? held.progress().lastSeq() : viewed.seq();
            ledger.seenByCustomer(held.id(), seq, trace);
        }
    }

    private void personAsked(MessageReceived.PersonAsked asked, String trace) {
        if (turnsAway(asked, null, trace)) {
            return;
        }
        Customer customer = people.meet(asked, asked.profile(), trace);
        UUID conversation = places.conversationOf(asked, customer, trace);
        handOver.onCustomersWish(conversation, customer.asAuthor(), ledger, turns, trace);
    }

    private void wake(UUID conversation, Author customer, String trace) {
        Conversation held = ledger.conversation(conversation);
        if (held.sleeps()) {
            TakeOver.open(customer, ledger, held, trace);
        }
    }

    /// The same message again is recorded no second time; only a socket waits to hear so. Another message under the
    /// same name is refused.
    private boolean repeats(
            MessageReceived fact, DeduplicationKey name, String body, List<Attachment> attachments, String trace) {
        MessageKey known = names.get(name);
        if (known == null) {
            return false;
        }
        if (!known.isOf(body, attachments)) {
            Refusal reused = new Refusal(
                    ProblemCode.MESSAGE_ID_REUSED, "The id " + name.key() + " was used for another message before");
            refuse(known.conversationId(), fact, name.key(), reused, trace);
        } else if (fact.address().channel() == Channel.WEB) {
            ledger.tell(
                    new MessageUpdated.Repeated(
                            Ids.next(),
                            fact.accountId(),
                            known.conversationId(),
                            ledger.at(),
                            fact.address(),
                            name.key(),
                            known.messageId(),
                            known.seq()),
                    trace);
        }
        return true;
    }

    /// What a blocked customer writes is refused and counted; nothing of it is kept.
    private boolean turnsAway(MessageReceived fact, @Nullable String key, String trace) {
        if (!people.blocks(fact)) {
            return false;
        }
        turnedAway++;
        if (key != null) {
            refuse(fact, key, BLOCKED, trace);
        }
        return true;
    }

    int turnedAway() {
        return turnedAway;
    }

    void refuse(MessageReceived fact, String key, Refusal refusal, String trace) {
        refuse(NO_CONVERSATION, fact, key, refusal, trace);
    }

    private void refuse(UUID conversation, MessageReceived fact, String key, Refusal refusal, String trace) {
        Address address = fact.address();
        ledger.tell(
                new MessageUpdated.Refused(
                        Ids.next(),
                        fact.accountId(),
                        conversation,
                        ledger.at(),
                        address,
                        key,
                        refusal.code().text(),
                        refusal.detail()),
                trace);
    }
}
