package dev.switchboard.admin.account;

import dev.switchboard.admin.inbox.Inboxes;
import dev.switchboard.admin.key.ApiKeys;
import dev.switchboard.admin.user.Passwords;
import dev.switchboard.admin.user.UserRequest;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.messaging.Outbox;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Brings an account to the state that is asked for and tells that state; the same request twice is harmless. A
/// password is taken for a new user only: provisioning never resets one.
@Component
class ProvisionAccount {
    private final Accounts accounts;
    private final TransactionalOperator transaction;
    private final Members members;
    private final Passwords passwords;
    private final Outbox outbox;
    private final Audit audit;

    ProvisionAccount(
            Accounts accounts,
            TransactionalOperator transaction,
            Members members,
            Passwords passwords,
            Outbox outbox,
            Audit audit) {
        this.audit = audit;
        this.accounts = accounts;
        this.transaction = transaction;
        this.members = members;
        this.passwords = passwords;
        this.outbox = outbox;
    }

    Mono<Void> provision(UUID accountId, AccountRequest request) {
        return hashes(request.users())
                .flatMap(hashes -> store(accountId, request, hashes)
                        .then(audit.tell(accountId, Act.of("account.provisioned", "account", accountId)))
                        .as(transaction::transactional));
    }

    /// Hashing takes its time, so it comes before the transaction.
    private Mono<Map<UUID, String>> hashes(List<UserRequest> requests) {
        return members.users()
                .known(requests.stream().map(UserRequest::id).toList())
                .collectList()
                .flatMap(known -> Flux.fromIterable(requests)
                        .filter(user -> !known.contains(user.id()))
                        .concatMap(user -> passwords.hash(user.password()).map(hash -> Map.entry(user.id(), hash)))
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Mono<Void> store(UUID accountId, AccountRequest request, Map<UUID, String> hashes) {
        Mono<? extends AccountUpdated> account = accounts.upsert(accountId, request.name());
        Flux<? extends AccountUpdated> users = Flux.fromIterable(request.users())
                .concatMap(user -> members.users().upsert(accountId, user, hashes.get(user.id())));
        Flux<? extends AccountUpdated> inboxes = Flux.fromIterable(request.inboxes())
                .concatMap(inbox -> members.inboxes().upsert(accountId, inbox));
        Flux<? extends AccountUpdated> keys = Flux.fromIterable(request.keys())
                .concatMap(key -> members.keys().upsert(accountId, key));
        return Flux.<AccountUpdated>concat(account, users, inboxes, keys)
                .collectList()
                .flatMap(outbox::tell);
    }

    /// What belongs to an account.
    @Component
    record Members(Users users, Inboxes inboxes, ApiKeys keys) {}
}
