package dev.switchboard.conversation.attachment;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Files and the messages that hold them, in the caller's transaction.
@Service
public class Attachments {
    public static final int MOST = 10;

    private final Files files;
    private final FileExpiries expiries;
    private final FileLinks links;

    Attachments(Files files, FileExpiries expiries, FileLinks links) {
        this.files = files;
        this.expiries = expiries;
        this.links = links;
    }

    /// A message and what it holds.
    public record Held(UUID accountId, UUID conversationId, UUID messageId, List<Attachment> attachments, Instant at) {}

    /// The uploader's files in the order of their ids; fails naming `file_ids` where one is not its own.
    public Mono<List<Attachment>> ofUploader(UUID accountId, String uploader, List<UUID> ids) {
        if (ids.isEmpty()) {
            return Mono.just(List.of());
        }
        if (ids.size() > MOST || new HashSet<>(ids).size() < ids.size()) {
            return Mono.error(Problem.field("file_ids", "should be at most " + MOST + " different ones"));
        }
        return files.byId(accountId, ids)
                .filter(file -> uploader.equals(file.uploadedBy()))
                .collect(Collectors.toMap(StoredFile::id, StoredFile::asAttachment))
                .flatMap(found -> ordered(accountId, ids, found));
    }

    private Mono<List<Attachment>> ordered(UUID accountId, List<UUID> ids, Map<UUID, Attachment> found) {
        return found.size() < ids.size()
                ? Mono.error(unknown())
                : Mono.just(links.fresh(
                        accountId,
                        ids.stream()
                                .map(found::get)
                                .map(Objects::requireNonNull)
                                .toList()));
    }

    /// The message that was recorded takes the uploads for itself, also once more; fails where another has one.
    public Mono<Void> attach(UUID accountId, String uploader, List<UUID> ids, UUID messageId) {
        return ids.isEmpty()
                ? Mono.empty()
                : files.attach(accountId, ids, uploader)
                        .filter(attached -> attached == ids.size())
                        .switchIfEmpty(Mono.error(Attachments::unknown))
                        .then(Mono.defer(() -> files.usedByOthers(accountId, ids, messageId)))
                        .filter(others -> others == 0)
                        .switchIfEmpty(Mono.error(() -> Problem.field("file_ids", "were attached before")))
                        .then();
    }

    /// Which messages hold which files; a file that lies with a provider is not kept here.
    public Mono<Void> record(Collection<Held> messages) {
        return Flux.fromIterable(messages)
                .concatMap(held -> Flux.fromIterable(held.attachments())
                        .filter(file -> file.url() == null || file.url().startsWith("/"))
                        .concatMap(file ->
                                files.use(held.accountId(), held.conversationId(), held.messageId(), file, held.at())))
                .then();
    }

    /// These messages are erased, and their files with them.
    public Mono<Long> releaseMessages(UUID accountId, Collection<UUID> messageIds, Instant at) {
        return files.release(accountId, "message_id", messageIds, at);
    }

    /// All messages of these conversations are erased, and their files with them.
    public Mono<Long> releaseConversations(UUID accountId, Collection<UUID> conversationIds, Instant at) {
        return files.release(accountId, "conversation_id", conversationIds, at);
    }

    /// What these uploaders have not attached to anything is erased.
    public Mono<Long> discard(UUID accountId, Collection<String> uploaders, Instant at) {
        return expiries.expireUnattached(accountId, uploaders, at);
    }

    public Mono<StoredFile> file(UUID accountId, UUID id) {
        return files.byId(accountId, id);
    }

    /// A file that a visitor has uploaded, or that a message in its conversations holds.
    public Mono<StoredFile> visible(UUID accountId, UUID id, String identity, @Nullable String thread) {
        return files.visible(accountId, id, Uploaders.visitor(identity), identity, thread);
    }

    /// An upload that nothing holds goes at once.
    public Mono<Void> remove(StoredFile file, Instant at) {
        return file.attached()
                ? Mono.error(Problem.of(ProblemCode.CONFLICT, "A message holds this file")
                        .advise("Delete the message."))
                : expiries.expire(file.accountId(), file.id(), at);
    }

    private static Problem unknown() {
        return Problem.field("file_ids", "do not exist");
    }
}
