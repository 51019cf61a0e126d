package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.attachment.Attachments;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// The desk writes. A reply makes its writer the conversation's owner; a note is for colleagues and changes nothing.
@Service
public class PostMessage {
    private static final Problem NOT_FOUND = Problem.of(ProblemCode.NOT_FOUND, "Not found");

    private final Conversations conversations;
    private final MessageKeys keys;
    private final Messages messages;
    private final Mentions mentions;
    private final Attachments attachments;
    private final Ledgers ledgers;
    private final Clock clock;

    PostMessage(
            Conversations conversations,
            MessageKeys keys,
            Messages messages,
            Mentions mentions,
            Attachments attachments,
            Ledgers ledgers,
            Clock clock) {
        this.conversations = conversations;
        this.keys = keys;
        this.messages = messages;
        this.mentions = mentions;
        this.attachments = attachments;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    /// @param key with the same key the same message is answered again, and another body is refused
    /// @param mentioned colleagues whom the message names by number, besides those whom a note's text names
    public record Posting(
            UUID accountId,
            UUID conversationId,
            Author author,
            Kind kind,
            String body,
            @Nullable DeduplicationKey key,
            List<Integer> mentioned,
            List<Attachment> attachments) {
        public Posting(
                UUID accountId,
                UUID conversationId,
                Author author,
                Kind kind,
                String body,
                @Nullable DeduplicationKey key) {
            this(accountId, conversationId, author, kind, body, key, List.of(), List.of());
        }

        Draft draft() {
            return Draft.of(author, kind, body).with(attachments).under(key);
        }
    }

    public record Posted(Message message, Conversation conversation) {}

    /// The message takes its files for itself.
    @Transactional
    public Mono<Posted> post(Posting posting, String uploader) {
        List<UUID> files = posting.attachments().stream().map(Attachment::id).toList();
        return post(posting)
                .flatMap(posted -> attachments
                        .attach(
                                posting.accountId(),
                                uploader,
                                files,
                                posted.message().id())
                        .thenReturn(posted));
    }

    @Transactional
    public Mono<Posted> post(Posting posting) {
        return conversations
                .lock(posting.accountId(), posting.conversationId())
                .switchIfEmpty(Mono.error(NOT_FOUND))
                .flatMap(held -> earlier(posting, held).switchIfEmpty(Mono.defer(() -> record(posting, held))));
    }

    private Mono<Posted> record(Posting posting, Conversation held) {
        return Mono.deferContextual(context -> {
            String trace = Trace.header(context);
            Ledger ledger = new Ledger(clock.instant());
            ledger.hold(held);
            if (posting.kind() == Kind.REPLY) {
                TakeOver.by(posting.author(), ledger, held, trace);
            }
            Message message = ledger.record(held.id(), posting.draft(), trace);
            ledger.mention(message, mentions.of(posting), trace);
            return ledgers.write(ledger).thenReturn(new Posted(message, ledger.conversation(held.id())));
        });
    }

    private Mono<Posted> earlier(Posting posting, Conversation held) {
        DeduplicationKey name = posting.key();
        if (name == null) {
            return Mono.empty();
        }
        return keys.named(List.of(name)).mapNotNull(found -> found.get(name)).flatMap(found -> {
            if (!found.isOf(posting.body(), posting.attachments())
                    || !found.conversationId().equals(held.id())) {
                return Mono.error(reused(name));
            }
            return messages.at(List.of(found)).singleOrEmpty().map(message -> new Posted(message, held));
        });
    }

    private static Problem reused(DeduplicationKey name) {
        return Problem.of(
                        ProblemCode.MESSAGE_ID_REUSED, "The key " + name.key() + " was used for another message before")
                .advise("Use a new key for each message, and the same one only to repeat it.");
    }
}
