package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.desk.Annotations;
import dev.switchboard.conversation.desk.Annotations.Annotation;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.message.Messages;
import dev.switchboard.conversation.tag.Tag;
import dev.switchboard.conversation.ticket.TicketSources;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Adds to tickets their people, their origin and their messages.
@Component
class TicketViews {
    /// A longer timeline is shown from here on; `GET /api/messages` has the rest.
    private static final int SHOWN = 200;

    private final Customers customers;
    private final Messages messages;
    private final TicketSources sources;
    private final Annotations annotations;

    TicketViews(Customers customers, Messages messages, TicketSources sources, Annotations annotations) {
        this.customers = customers;
        this.messages = messages;
        this.sources = sources;
        this.annotations = annotations;
    }

    Mono<TicketView> forDesk(Conversation ticket) {
        return latest(ticket).flatMap(shown -> one(ticket, shown));
    }

    /// Without what colleagues tell each other.
    Mono<TicketView> forCustomer(Conversation ticket) {
        return latest(ticket)
                .map(shown -> shown.stream().filter(Message::visibleToCustomer).toList())
                .flatMap(shown -> one(ticket, shown));
    }

    /// Each with its last message.
    Mono<List<TicketView>> list(UUID accountId, List<Conversation> tickets) {
        return tickets.isEmpty()
                ? Mono.just(List.of())
                : messages.lastOf(tickets).flatMap(last -> views(accountId, tickets, shown(tickets, last)));
    }

    private Mono<List<Message>> latest(Conversation ticket) {
        return messages.before(ticket, ticket.progress().lastSeq() + 1, SHOWN);
    }

    private Mono<TicketView> one(Conversation ticket, List<Message> shown) {
        return views(ticket.accountId(), List.of(ticket), Map.of(ticket.id(), shown))
                .map(List::getFirst);
    }

    private static Map<UUID, List<Message>> shown(List<Conversation> tickets, Map<UUID, Message> last) {
        return tickets.stream()
                .collect(Collectors.toMap(
                        Conversation::id,
                        ticket -> Stream.ofNullable(last.get(ticket.id())).toList()));
    }

    private Mono<List<TicketView>> views(UUID accountId, List<Conversation> tickets, Map<UUID, List<Message>> shown) {
        Collection<UUID> people = tickets.stream().map(Conversation::customerId).collect(Collectors.toSet());
        List<UUID> ids = tickets.stream().map(Conversation::id).toList();
        return Mono.zip(customers.byId(accountId, people), sources.of(accountId, ids), annotations.of(accountId, ids))
                .map(beside -> tickets.stream()
                        .map(ticket -> TicketView.of(
                                ticket,
                                beside.getT1().get(ticket.customerId()),
                                beside.getT2().get(ticket.id()),
                                tags(beside.getT3().get(ticket.id())),
                                shown.getOrDefault(ticket.id(), List.of())))
                        .toList());
    }

    private static List<String> tags(@Nullable Annotation annotation) {
        return annotation == null
                ? List.of()
                : annotation.tags().stream().map(Tag::name).toList();
    }
}
