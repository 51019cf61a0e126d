package dev.switchboard.channel.crm;

import dev.switchboard.channel.oauth.Agreements;
import dev.switchboard.channel.oauth.OAuthTokens;
import dev.switchboard.common.contract.CustomerReported;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode.Kind;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sends claimed contacts of one account to its CRM, or reads them there. The CRM is called outside of any transaction.
@Component
class SyncContacts {
    private final Crms crms;
    private final Contacts contacts;
    private final Agreements agreements;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    SyncContacts(
            Crms crms,
            Contacts contacts,
            Agreements agreements,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.crms = crms;
        this.contacts = contacts;
        this.agreements = agreements;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @param batch of one account and provider
    Mono<Void> sync(List<Contact> batch) {
        Contact first = batch.getFirst();
        Crm crm = crms.of(first.provider());
        List<Contact> fresh = batch.stream()
                .filter(contact -> !contact.isStale() && contact.contactId() == null)
                .toList();
        List<Contact> known = batch.stream()
                .filter(contact -> !contact.isStale() && contact.contactId() != null)
                .toList();
        return agreements
                .tokens(first.accountId(), crm.application())
                .flatMap(tokens -> upsert(crm, tokens, fresh)
                        .thenMany(Flux.fromIterable(known))
                        .concatMap(contact -> update(crm, tokens, contact))
                        .thenMany(Flux.fromIterable(batch).filter(Contact::isStale))
                        .concatMap(contact -> read(crm, tokens, contact))
                        .then())
                .onErrorResume(Problem.class, problem -> postpone(batch, problem));
    }

    /// Customers with one address are one contact; it gets what is known of the last of them.
    private Mono<Void> upsert(Crm crm, OAuthTokens tokens, List<Contact> fresh) {
        if (fresh.isEmpty()) {
            return Mono.empty();
        }
        Map<String, Contact> byEmail = fresh.stream()
                .collect(Collectors.toMap(contact -> key(contact.email()), Function.identity(), (_, last) -> last));
        return crm.upsert(tokens, byEmail.values().stream().map(Contact::person).toList())
                .map(ids -> ids.entrySet().stream()
                        .collect(Collectors.toMap(id -> key(id.getKey()), Map.Entry::getValue, (one, _) -> one)))
                .flatMapMany(ids -> Flux.fromIterable(fresh).concatMap(contact -> {
                    String id = ids.get(key(contact.email()));
                    return id == null
                            ? contacts.postpone(contact, crm.application().title() + " said nothing of it")
                            : contacts.keep(contact, id);
                }))
                .then()
                .onErrorResume(
                        Problem.class,
                        problem -> isRefusal(problem) && fresh.size() > 1
                                ? Flux.fromIterable(fresh)
                                        .concatMap(contact -> upsert(crm, tokens, List.of(contact)))
                                        .then()
                                : failed(fresh, problem));
    }

    private static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    private Mono<Void> update(Crm crm, OAuthTokens tokens, Contact contact) {
        return crm.update(tokens, String.valueOf(contact.contactId()), contact.person())
                .flatMap(id -> contacts.keep(contact, id).thenReturn(true))
                .switchIfEmpty(upsert(crm, tokens, List.of(contact)).thenReturn(true))
                .then()
                .onErrorResume(Problem.class, problem -> failed(List.of(contact), problem));
    }

    private Mono<Void> read(Crm crm, OAuthTokens tokens, Contact contact) {
        return crm.read(tokens, String.valueOf(contact.contactId()))
                .flatMap(there -> differs(contact, there)
                        ? report(contact, there, crm.application().title()).thenReturn(true)
                        : contacts.keep(contact, contact.contactId()).thenReturn(true))
                .switchIfEmpty(contacts.keep(contact, null).thenReturn(true))
                .then()
                .onErrorResume(Problem.class, problem -> failed(List.of(contact), problem));
    }

    private static boolean differs(Contact contact, Crm.Person there) {
        return isNews(there.email(), contact.email())
                || isNews(there.name(), contact.name())
                || isNews(there.phone(), contact.phone());
    }

    private static boolean isNews(@Nullable String there, @Nullable String here) {
        return there != null && !there.equals(here);
    }

    private Mono<Void> report(Contact contact, Crm.Person there, String title) {
        return contacts.take(contact, there)
                .filter(taken -> taken)
                .flatMap(_ -> outbox.tell(new CustomerReported(
                        Ids.next(),
                        contact.accountId(),
                        contact.customerId(),
                        clock.instant(),
                        title,
                        new Profile(there.name(), there.email(), there.phone()))))
                .as(transaction::transactional);
    }

    private Mono<Void> failed(List<Contact> failed, Problem problem) {
        return isRefusal(problem)
                ? Flux.fromIterable(failed)
                        .concatMap(contact -> contacts.refuse(contact, words(problem)))
                        .then()
                : postpone(failed, problem);
    }

    private Mono<Void> postpone(List<Contact> waiting, Problem problem) {
        return Flux.fromIterable(waiting)
                .concatMap(contact -> contacts.postpone(contact, words(problem)))
                .then();
    }

    private static boolean isRefusal(Problem problem) {
        return problem.code().kind() == Kind.INVALID;
    }

    private static String words(Problem problem) {
        return problem.detail();
    }
}
