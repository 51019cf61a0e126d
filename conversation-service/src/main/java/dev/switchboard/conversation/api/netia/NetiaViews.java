package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.contract.Author;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.desk.Annotations;
import dev.switchboard.conversation.desk.Annotations.Annotation;
import dev.switchboard.conversation.desk.Attributes;
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
    private static final int SHOWN = 200;

    private final Customers customers;
    private final Messages messages;
    private final Annotations annotations;
    private final Directory directory;

    NetiaViews(Customers customers, Messages messages, Annotations annotations, Directory directory) {
        this.customers = customers;
        this.messages = messages;
        this.annotations = annotations;
        this.directory = directory;
    }

    /// With its latest messages.
    Mono<NetiaConversation> whole(Conversation conversation) {
        return messages.before(conversation, conversation.progress().lastSeq() + 1, SHOWN)
                .flatMap(latest -> conversation(conversation, latest));
    }

    Mono<NetiaConversation> conversation(Conversation conversation, List<Message> shown) {
        return beside(conversation.accountId(), List.of(conversation))
                .map(beside -> beside.view(
                        conversation,
                        shown.stream()
                                .map(m -> message(m, conversation, beside.people()))
                                .toList()));
    }

    /// As the customer may see it: the desk's people without their addresses.
    Mono<NetiaConversation> forCustomer(Conversation conversation, List<Message> shown) {
        return people(conversation.accountId(), List.of(conversation)).map(people -> {
            NetiaUser assignee = assignee(conversation);
            return plain(
                    conversation,
                    assignee == null ? null : assignee.forCustomer(),
                    customer(conversation, people),
                    shown.stream()
                            .map(m -> message(m, conversation, people, NetiaUser::forCustomer))
                            .toList());
        });
    }

    /// As anybody outside may see it: what was said, and by whom of the desk.
    Mono<NetiaConversation> forReader(Conversation conversation) {
        return messages.before(conversation, conversation.progress().lastSeq() + 1, SHOWN)
                .map(latest -> new NetiaConversation(
                        basic(conversation, Annotation.NONE).forReader(),
                        null,
                        null,
                        latest.stream()
                                .filter(Message::visibleToCustomer)
                                .map(m -> message(m, conversation, Map.of(), NetiaUser::forCustomer)
                                        .forReader())
                                .toList(),
                        List.of(),
                        List.of()));
    }

    /// For somebody who has not proven to be the customer.
    NetiaConversation withoutPeople(Conversation conversation) {
        return plain(conversation, null, null, List.of());
    }

    NetiaMessage withoutPeople(Conversation conversation, Message message) {
        return NetiaMessage.of(message, conversation.address().channel(), null, null);
    }

    Mono<NetiaToldConversation> told(Conversation conversation) {
        return annotations
                .of(conversation.accountId(), List.of(conversation.id()))
                .map(found -> found.getOrDefault(conversation.id(), Annotation.NONE))
                .map(annotation -> new NetiaToldConversation(
                        basic(conversation, annotation),
                        tags(annotation),
                        mentions(conversation.accountId(), annotation)));
    }

    /// Each with its last message.
    Mono<List<NetiaConversation>> list(UUID accountId, List<Conversation> conversations) {
        if (conversations.isEmpty()) {
            return Mono.just(List.of());
        }
        return beside(accountId, conversations)
                .flatMap(beside -> messages.lastOf(conversations)
                        .map(last -> conversations.stream()
                                .map(c -> beside.view(c, latest(c, last, beside.people())))
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

    /// What stands beside conversations: their customers, and what the desk has noted on them.
    private final class Beside {
        private final Map<UUID, Customer> people;
        private final Map<UUID, Annotation> annotations;

        Beside(Map<UUID, Customer> people, Map<UUID, Annotation> annotations) {
            this.people = people;
            this.annotations = annotations;
        }

        Map<UUID, Customer> people() {
            return people;
        }

        NetiaConversation view(Conversation c, List<NetiaMessage> shown) {
            Annotation annotation = annotations.getOrDefault(c.id(), Annotation.NONE);
            return new NetiaConversation(
                    basic(c, annotation),
                    assignee(c),
                    customer(c, people),
                    shown,
                    tags(annotation),
                    mentions(c.accountId(), annotation));
        }
    }

    private Mono<Beside> beside(UUID accountId, Collection<Conversation> conversations) {
        List<UUID> ids = conversations.stream().map(Conversation::id).toList();
        return people(accountId, conversations)
                .flatMap(people -> annotations.of(accountId, ids).map(found -> new Beside(people, found)));
    }

    private NetiaConversation plain(
            Conversation c, @Nullable NetiaUser assignee, @Nullable NetiaCustomer customer, List<NetiaMessage> shown) {
        return new NetiaConversation(
                NetiaBasicConversation.of(c, assignee, Attributes.NONE),
                assignee,
                customer,
                shown,
                List.of(),
                List.of());
    }

    private NetiaBasicConversation basic(Conversation c, Annotation annotation) {
        return NetiaBasicConversation.of(c, assignee(c), annotation.attributes());
    }

    private static List<NetiaTag> tags(Annotation annotation) {
        return annotation.tags().stream().map(NetiaTag::of).toList();
    }

    private List<NetiaMention> mentions(UUID accountId, Annotation annotation) {
        return annotation.mentions().stream().map(m -> mention(accountId, m)).toList();
    }

    private NetiaMention mention(UUID accountId, Annotations.Mention mention) {
        NetiaUser user =
                directory.user(accountId, mention.userId()).map(NetiaUser::of).orElse(null);
        return new NetiaMention(
                "mention",
                mention.messageId(),
                user == null ? null : user.id(),
                user,
                mention.createdAt(),
                mention.seenAt());
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
