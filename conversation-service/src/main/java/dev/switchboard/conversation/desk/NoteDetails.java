package dev.switchboard.conversation.desk;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFacts;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.tag.TagConversation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Takes details into the ledger of the running transaction, which is written afterwards. What is so already changes
/// nothing and is told by no fact.
@Component
public class NoteDetails {
    private static final Duration LONGEST_SLEEP = Duration.ofDays(366);
    private static final int LONGEST_SUBJECT = 1000;

    private final NotedAttributes attributes;
    private final TagConversation tagging;

    NoteDetails(NotedAttributes attributes, TagConversation tagging) {
        this.attributes = attributes;
        this.tagging = tagging;
    }

    /// @param id of a conversation that the ledger holds
    /// @return an error naming the field at fault
    public Mono<Void> note(Details details, Ledger ledger, UUID id, Author by, String trace) {
        return Mono.defer(() -> {
            if (details.subject() != null) {
                subject(details.subject(), ledger, ledger.conversation(id), by, trace);
            }
            if (details.snoozedUntil() != null) {
                snooze(details.snoozedUntil(), ledger, ledger.conversation(id), by, trace);
            }
            if (details.archived() != null) {
                ledger.archive(id, details.archived(), by, trace);
            }
            return attributes(details.attributes(), ledger, id, by, trace)
                    .then(Mono.defer(() -> details.tags() == null
                            ? Mono.empty()
                            : tagging.apply(ledger, id, by, details.tags(), trace)));
        });
    }

    private static void subject(String text, Ledger ledger, Conversation held, Author by, String trace) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_SUBJECT) {
            throw Problem.field("subject", "should be at most " + LONGEST_SUBJECT + " byte(s)");
        }
        if (text.indexOf('\0') >= 0) {
            throw Problem.field("subject", "must not contain the character U+0000");
        }
        String wanted = text.isBlank() ? null : text.strip();
        if (!Objects.equals(wanted, held.subject())) {
            changed(held.about(wanted), "subject", ledger, by, trace);
        }
    }

    private static void snooze(Instant moment, Ledger ledger, Conversation held, Author by, String trace) {
        Instant until = moment.truncatedTo(ChronoUnit.MILLIS);
        if (!until.isAfter(ledger.at())) {
            throw Problem.field("snoozed_until", "must be in the future");
        }
        if (until.isAfter(ledger.at().plus(LONGEST_SLEEP))) {
            throw Problem.field("snoozed_until", "should be at most " + LONGEST_SLEEP.toDays() + " days away");
        }
        if (held.desk().status() != Status.SNOOZED) {
            Conversation next = held.snoozed(until, ledger.at());
            ledger.change(next, ConversationFacts.statusChanged(next, by, ledger.at()), trace);
        } else if (!until.equals(held.desk().snoozedUntil())) {
            changed(held.snoozed(until, ledger.at()), "snoozed_until", ledger, by, trace);
        }
    }

    private Mono<Void> attributes(
            @Nullable Map<String, @Nullable Object> changes, Ledger ledger, UUID id, Author by, String trace) {
        if (changes == null) {
            return Mono.empty();
        }
        UUID accountId = ledger.conversation(id).accountId();
        return attributes.of(accountId, id).flatMap(present -> {
            Attributes next = present.merge(changes);
            if (next.equals(present)) {
                return Mono.empty();
            }
            changed(ledger.conversation(id).touched(), "attributes", ledger, by, trace);
            return attributes.save(accountId, id, next);
        });
    }

    private static void changed(Conversation next, String what, Ledger ledger, Author by, String trace) {
        ledger.change(next, ConversationFacts.detailsChanged(next, what, by, ledger.at()), trace);
    }
}
