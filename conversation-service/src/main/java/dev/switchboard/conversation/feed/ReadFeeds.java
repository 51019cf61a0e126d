package dev.switchboard.conversation.feed;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.conversation.Place;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.message.Messages;
import dev.switchboard.conversation.message.Messages.Moment;
import dev.switchboard.conversation.message.Messages.Tail;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Reads what returning readers have missed: up to 1,000 messages each, or none where more are missing. Thousands
/// come back at once when a gateway starts again, so all questions are asked for many readers together.
@Service
class ReadFeeds {
    static final int MOST = 1000;

    /// Messages in one answer, so that it stays small; who gets fewer than it misses reads on.
    static final int TOGETHER = 100;

    private final Conversations conversations;
    private final Messages messages;
    private final Customers customers;
    private final Directory directory;

    ReadFeeds(Conversations conversations, Messages messages, Customers customers, Directory directory) {
        this.conversations = conversations;
        this.messages = messages;
        this.customers = customers;
        this.directory = directory;
    }

    /// @param limit messages for each
    Mono<List<@Nullable Feed>> of(List<Wanted> readers, int limit) {
        return found(readers)
                .flatMap(this::tails)
                .flatMap(tails -> missed(tails.values(), limit).map(missed -> feeds(readers, tails, missed)));
    }

    private Mono<Map<Wanted, Conversation>> found(List<Wanted> readers) {
        Set<Place> places =
                readers.stream().map(Wanted::place).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<UUID, UUID> ids = new HashMap<>();
        for (Wanted reader : readers) {
            if (reader.conversationId() != null) {
                ids.put(reader.conversationId(), reader.accountId());
            }
        }
        return Mono.zip(
                conversations.at(places).collectMap(c -> Place.of(c.accountId(), c.address())),
                conversations.byId(ids).collectMap(Conversation::id),
                (byPlace, byId) -> {
                    Map<Wanted, Conversation> found = new HashMap<>();
                    for (Wanted reader : readers) {
                        Conversation conversation = reader.conversationId() == null
                                ? byPlace.get(reader.place())
                                : byId.get(reader.conversationId());
                        if (conversation != null && conversation.accountId().equals(reader.accountId())) {
                            found.put(reader, conversation);
                        }
                    }
                    return found;
                });
    }

    /// Where each reader stands in its conversation.
    private Mono<Map<Wanted, Tail>> tails(Map<Wanted, Conversation> found) {
        Map<Wanted, Moment> moments = new HashMap<>();
        found.forEach((reader, conversation) -> {
            if (reader.since() != null) {
                moments.put(reader, new Moment(conversation, reader.since()));
            }
        });
        return messages.placesAt(Set.copyOf(moments.values()), MOST + 1).map(places -> {
            Map<Wanted, Tail> tails = new HashMap<>();
            found.forEach((reader, conversation) -> {
                Moment moment = moments.get(reader);
                long place = moment == null ? reader.afterOrNothing() : places.getOrDefault(moment, 0L);
                tails.put(reader, Tail.of(conversation, place));
            });
            return tails;
        });
    }

    /// What the customers wrote is told with what is known of them now.
    private Mono<Map<Tail, List<MessageCreated>>> missed(Collection<Tail> tails, int limit) {
        Set<Tail> owed = tails.stream()
                .filter(tail -> tail.length() > 0 && tail.length() <= MOST)
                .collect(Collectors.toSet());
        return messages.after(owed, limit, TOGETHER).flatMap(missed -> {
            Map<UUID, UUID> writers = new HashMap<>();
            missed.forEach((tail, list) -> {
                if (list.stream().anyMatch(m -> m.author().kind() == Author.Kind.CUSTOMER)) {
                    writers.put(
                            tail.conversation().customerId(),
                            tail.conversation().accountId());
                }
            });
            return customers.byId(writers).map(known -> told(missed, known));
        });
    }

    private static Map<Tail, List<MessageCreated>> told(Map<Tail, List<Message>> missed, Map<UUID, Customer> known) {
        Map<Tail, List<MessageCreated>> told = new HashMap<>();
        missed.forEach((tail, list) -> {
            Customer customer = known.get(tail.conversation().customerId());
            Profile profile = customer == null ? Profile.NOTHING : customer.profile();
            told.put(
                    tail,
                    list.stream()
                            .map(m -> m.created(tail.conversation(), profile))
                            .toList());
        });
        return told;
    }

    private List<@Nullable Feed> feeds(
            List<Wanted> readers, Map<Wanted, Tail> tails, Map<Tail, List<MessageCreated>> missed) {
        List<@Nullable Feed> feeds = new ArrayList<>(readers.size());
        for (Wanted reader : readers) {
            Tail tail = tails.get(reader);
            if (tail != null) {
                feeds.add(Feed.of(tail, tail.length() <= MOST, missed.getOrDefault(tail, List.of())));
            } else {
                feeds.add(nobody(reader));
            }
        }
        return feeds;
    }

    /// Nobody has written at an address yet, or there is no such conversation.
    private @Nullable Feed nobody(Wanted reader) {
        return reader.address() == null
                ? null
                : Feed.ofNobody(directory.firstOwner(
                        reader.accountId(), reader.address().inboxId()));
    }
}
