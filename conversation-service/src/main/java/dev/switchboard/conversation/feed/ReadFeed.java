package dev.switchboard.conversation.feed;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.conversation.Place;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.message.Messages;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Reads what a returning reader has missed: up to 1,000 messages, or none where more are missing.
@Service
class ReadFeed {
    static final int MOST = 1000;

    private final Conversations conversations;
    private final Messages messages;
    private final Customers customers;
    private final Directory directory;

    ReadFeed(Conversations conversations, Messages messages, Customers customers, Directory directory) {
        this.conversations = conversations;
        this.messages = messages;
        this.customers = customers;
        this.directory = directory;
    }

    Mono<Feed> at(Place place, From from, int limit) {
        return conversations
                .at(place)
                .flatMap(conversation -> feed(conversation, from, limit))
                .switchIfEmpty(Mono.fromSupplier(() -> Feed.ofNobody(
                        directory.firstOwner(place.accountId(), place.address().inboxId()))));
    }

    Mono<Feed> of(UUID accountId, UUID conversationId, From from, int limit) {
        return conversations
                .byId(accountId, conversationId)
                .switchIfEmpty(Mono.error(Problem.of(ProblemCode.NOT_FOUND, "Not found")))
                .flatMap(conversation -> feed(conversation, from, limit));
    }

    private Mono<Feed> feed(Conversation conversation, From from, int limit) {
        return switch (from) {
            case From.Place place -> after(conversation, place.after(), limit);
            case From.Moment moment ->
                messages.placeAt(conversation, moment.since(), MOST + 1)
                        .flatMap(place -> after(conversation, place, limit));
        };
    }

    private Mono<Feed> after(Conversation conversation, long place, int limit) {
        long known = Math.clamp(place, 0, conversation.progress().lastSeq());
        if (conversation.progress().lastSeq() - known > MOST) {
            return Mono.just(feed(conversation, false, List.of()));
        }
        return messages.after(conversation, known, limit)
                .collectList()
                .flatMap(missed -> told(conversation, missed))
                .map(missed -> feed(conversation, true, missed));
    }

    /// What the customer wrote is told with what is known of it now.
    private Mono<List<MessageCreated>> told(Conversation c, List<Message> missed) {
        boolean wrote = missed.stream().anyMatch(m -> m.author().kind() == Author.Kind.CUSTOMER);
        Mono<Profile> customer = wrote
                ? customers
                        .byId(c.accountId(), List.of(c.customerId()))
                        .map(found -> profile(found.get(c.customerId())))
                : Mono.just(Profile.NOTHING);
        return customer.map(
                profile -> missed.stream().map(m -> m.created(c, profile)).toList());
    }

    private static Profile profile(@Nullable Customer customer) {
        return customer == null ? Profile.NOTHING : customer.profile();
    }

    private static Feed feed(Conversation c, boolean recovered, List<MessageCreated> missed) {
        return new Feed(
                c.id(),
                c.progress().lastSeq(),
                c.progress().version(),
                c.lease().owner(),
                c.lease().epoch(),
                recovered,
                missed);
    }
}
