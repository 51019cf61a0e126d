package dev.switchboard.conversation.visitor;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.customer.Identity;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Begins an empty web conversation. Its thread is its own id, so that whoever knows the id writes at its address.
@Service
public class BeginConversation {
    private final Conversations conversations;
    private final Customers customers;
    private final Directory directory;
    private final Ledgers ledgers;
    private final Clock clock;

    BeginConversation(
            Conversations conversations, Customers customers, Directory directory, Ledgers ledgers, Clock clock) {
        this.conversations = conversations;
        this.customers = customers;
        this.directory = directory;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    /// @param identity the customer's on the web
    @Transactional
    public Mono<Conversation> begin(UUID inboxId, Customer customer, String identity) {
        UUID accountId = customer.accountId();
        UUID id = Ids.unguessable();
        Address address = new Address(inboxId, Channel.WEB, identity, id.toString());
        return Mono.deferContextual(context -> {
            Ledger ledger = new Ledger(clock.instant());
            return customers
                    .living(accountId, customer.id())
                    .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Not found")))
                    .flatMap(living -> customers
                            .addIdentity(Identity.onWeb(accountId, identity), living.id(), ledger.at())
                            .then(conversations.drawNumbers(Map.of(accountId, 1)))
                            .map(numbers -> Conversation.begin(
                                    accountId,
                                    id,
                                    numbers.getOrDefault(accountId, 0L),
                                    address,
                                    living.id(),
                                    directory.firstOwner(accountId, inboxId),
                                    ledger.at())))
                    .flatMap(begun -> {
                        ledger.begin(begun, Trace.header(context));
                        return ledgers.write(ledger).thenReturn(begun);
                    });
        });
    }
}
