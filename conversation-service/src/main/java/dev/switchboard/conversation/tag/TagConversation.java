package dev.switchboard.conversation.tag;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFacts;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Puts tags on a conversation and takes them off. One fact tells of all that are on it then.
@Service
public class TagConversation {
    private final Conversations conversations;
    private final Tags tags;
    private final Ledgers ledgers;
    private final TagSettings settings;
    private final Clock clock;

    TagConversation(Conversations conversations, Tags tags, Ledgers ledgers, TagSettings settings, Clock clock) {
        this.conversations = conversations;
        this.tags = tags;
        this.ledgers = ledgers;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    public Mono<Conversation> tag(UUID accountId, UUID conversationId, Author by, TagChange change) {
        return conversations
                .lock(accountId, conversationId)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Not found")))
                .flatMap(held -> Mono.deferContextual(context -> {
                    Ledger ledger = new Ledger(clock.instant());
                    ledger.hold(held);
                    return apply(ledger, held.id(), by, change, Trace.header(context))
                            .then(Mono.defer(() -> ledgers.write(ledger)))
                            .then(Mono.fromSupplier(() -> ledger.conversation(held.id())));
                }));
    }

    /// In the transaction of a ledger that holds the conversation and is written afterwards.
    public Mono<Void> apply(Ledger ledger, UUID conversationId, Author by, TagChange change, String trace) {
        Map<String, TagName> add = TagName.all("tags", change.add());
        Set<String> remove = TagName.all("tags", change.remove()).keySet();
        UUID accountId = ledger.conversation(conversationId).accountId();
        return tags.ofConversation(accountId, conversationId)
                .collectList()
                .flatMap(present -> apply(new Tagged(present, add, remove, change.replace()), ledger, conversationId)
                        .doOnNext(names -> {
                            Conversation next =
                                    ledger.conversation(conversationId).touched();
                            ledger.change(next, ConversationFacts.tagged(next, names, by, ledger.at()), trace);
                        }))
                .then();
    }

    /// The tags that are on a conversation, and what is to become of them.
    private record Tagged(List<Tag> present, Map<String, TagName> add, Set<String> remove, boolean replace) {
        Map<String, TagName> missing() {
            Map<String, TagName> missing = new LinkedHashMap<>(add);
            present.forEach(tag -> missing.remove(tag.key()));
            return missing;
        }

        List<Tag> leaving() {
            return present.stream()
                    .filter(tag -> replace ? !add.containsKey(tag.key()) : remove.contains(tag.key()))
                    .toList();
        }
    }

    /// @return the names that are on it then; empty where nothing changes
    private Mono<List<String>> apply(Tagged tagged, Ledger ledger, UUID conversationId) {
        UUID accountId = ledger.conversation(conversationId).accountId();
        Map<String, TagName> missing = tagged.missing();
        List<Tag> leaving = tagged.leaving();
        if (missing.isEmpty() && leaving.isEmpty()) {
            return Mono.empty();
        }
        if (tagged.present().size() + missing.size() - leaving.size() > settings.mostOnConversation()) {
            return Mono.error(
                    Problem.field("tags", "should have at most " + settings.mostOnConversation() + " item(s)"));
        }
        return known(accountId, missing, ledger)
                .flatMap(coming -> tags.unlink(accountId, conversationId, ids(leaving))
                        .then(tags.link(accountId, conversationId, ids(coming)))
                        .thenReturn(names(tagged.present(), leaving, coming)));
    }

    /// The tags of these names; those that no tag has yet are made.
    private Mono<List<Tag>> known(UUID accountId, Map<String, TagName> names, Ledger ledger) {
        if (names.isEmpty()) {
            return Mono.just(List.of());
        }
        return tags.keep(accountId, names.keySet()).collectList().flatMap(found -> {
            Map<String, TagName> unknown = new LinkedHashMap<>(names);
            found.forEach(tag -> unknown.remove(tag.key()));
            return unknown.isEmpty()
                    ? Mono.just(found)
                    : make(accountId, unknown.values(), ledger)
                            .then(tags.keep(accountId, names.keySet()).collectList());
        });
    }

    private Mono<Void> make(UUID accountId, Collection<TagName> names, Ledger ledger) {
        List<Tag> made = names.stream()
                .map(name -> new Tag(accountId, Ids.next(), name.text(), null, null, null, ledger.at(), ledger.at()))
                .toList();
        return tags.count(accountId)
                .filter(present -> present + made.size() <= settings.mostInAccount())
                .switchIfEmpty(Mono.error(() -> ManageTags.tooMany(settings)))
                .flatMap(_ -> tags.add(made))
                .then();
    }

    private static List<UUID> ids(List<Tag> tags) {
        return tags.stream().map(Tag::id).toList();
    }

    private static List<String> names(List<Tag> present, List<Tag> leaving, List<Tag> coming) {
        List<Tag> then = new ArrayList<>(present);
        then.removeAll(leaving);
        then.addAll(coming);
        return List.copyOf(then.stream().map(Tag::name).collect(Collectors.toCollection(TreeSet::new)));
    }
}
