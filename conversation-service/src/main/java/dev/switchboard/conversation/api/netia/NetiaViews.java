package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.contract.Author;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.message.Messages;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Adds to conversations and messages the people that Netia shows with them.
@Component
class NetiaViews {
    private final Customers customers;
    private final Messages messages;
    private final Directory directory;

    NetiaViews(Customers customers, Messages messages, Directory directory) {
        this.customers = customers;
        this.messages = messages;
        this.directory = directory;
    }

    Mono<NetiaConversation> conversation(Conversation conversation, List<Message> shown) {
        return people(conversation.accountId(), List.of(conversation)).map(people -> {
            List<NetiaMessage> views =
                    shown.stream().map(m -> message(m, conversation, people)).toList();
            return view(conversation, people, views);
        });
    }

    /// As the customer may see it: the desk's people without their addresses.
    Mono<NetiaConversation> forCustomer(Conversation conversation, List<Message> shown) {
        return people(conversation.accountId(), List.of(conversation)).map(people -> {
            NetiaUser assignee = assignee(conversation);
            return NetiaConversation.of(
                    conversation,
                    assignee == null ? null : assignee.forCustomer(),
                    customer(conversation, people),
                    shown.stream()
                            .map(m -> message(m, conversation, people, NetiaUser::forCustomer))
                            .toList());
        });
    }

    /// For somebody who has not proven to be the customer.
    NetiaConversation withoutPeople(Conversation conversation) {
        return NetiaConversation.of(conversation, null, null, List.of());
    }

    NetiaMessage withoutPeople(Conversation conversation, Message message) {
        return NetiaMessage.of(message, conversation.address().channel(), null, null);
    }

    NetiaBasicConversation basic(Conversation conversation) {
        return NetiaBasicConversation.of(conversation, assignee(conversation));
    }

    /// Each with its last message.
    Mono<List<NetiaConversation>> list(UUID accountId, List<Conversation> conversations) {
        if (conversations.isEmpty()) {
            return Mono.just(List.of());
        }
        return people(accountId, conversations)
                .flatMap(people -> messages.lastOf(conversations)
                        .map(last -> conversations.stream()
                                .map(c -> view(c, people, latest(c, last, people)))
                                .toList()));
    }

    Mono<List<NetiaMessage>> messages(Conversation conversation, List<Message> shown) {
        return people(conversation.accountId(), List.of(conversation))
                .map(people -> shown.stream()
                        .map(m -> message(m, conversation, people))
                        .toList());
    }

    Mono<NetiaMessage> message(Conversation conversation, Message shown) {
        return messages(conversation, List.of(shown)).map(List::getFirst);
    }

    private Mono<Map<UUID, Customer>> people(UUID accountId, Collection<Conversation> conversations) {
        return customers.byId(
                accountId, conversations.stream().map(Conversation::customerId).collect(Collectors.toSet()));
    }

    private List<NetiaMessage> latest(Conversation c, Map<UUID, Message> last, Map<UUID, Customer> people) {
        Message message = last.get(c.id());
        return message == null ? List.of() : List.of(message(message, c, people));
    }

    private NetiaConversation view(Conversation c, Map<UUID, Customer> people, List<NetiaMessage> shown) {
        return NetiaConversation.of(c, assignee(c), customer(c, people), shown);
    }

    private @Nullable NetiaUser assignee(Conversation c) {
        UUID agentId = c.lease().agentId();
        return agentId == null
                ? null
                : directory.user(c.accountId(), agentId).map(NetiaUser::of).orElse(null);
    }

    private NetiaMessage message(Message message, Conversation c, Map<UUID, Customer> people) {
        return message(message, c, people, UnaryOperator.identity());
    }

    private NetiaMessage message(
            Message message, Conversation c, Map<UUID, Customer> people, UnaryOperator<NetiaUser> shownAs) {
        Author author = message.author();
        return switch (author.kind()) {
            case CUSTOMER -> NetiaMessage.of(message, c.address().channel(), null, customer(c, people));
            case AGENT ->
                NetiaMessage.of(message, c.address().channel(), shownAs.apply(user(c.accountId(), author)), null);
            case BOT, SYSTEM -> NetiaMessage.of(message, c.address().channel(), null, null);
        };
    }

    private NetiaUser user(UUID accountId, Author author) {
        return author.id() == null
                ? NetiaUser.of(author)
                : directory.user(accountId, author.id()).map(NetiaUser::of).orElseGet(() -> NetiaUser.of(author));
    }

    private static @Nullable NetiaCustomer customer(Conversation c, Map<UUID, Customer> people) {
        Customer customer = people.get(c.customerId());
        return customer == null ? null : NetiaCustomer.of(customer);
    }
}
