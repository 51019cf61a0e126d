package dev.switchboard.admin.subscription;

import dev.switchboard.admin.inbox.Inboxes;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.egress.EgressRefused;
import dev.switchboard.common.egress.EgressTargets;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Makes and changes subscriptions. An address is asked before anything is stored; one that does not say yes is stored
/// as not verified, and told nothing until it does.
@Service
public class Subscribe {
    private final Subscriptions subscriptions;
    private final Challenge challenge;
    private final Inboxes inboxes;
    private final EgressTargets targets;
    private final Clock clock;
    private final Audit audit;

    Subscribe(
            Subscriptions subscriptions,
            Challenge challenge,
            Inboxes inboxes,
            EgressTargets targets,
            Clock clock,
            Audit audit) {
        this.inboxes = inboxes;
        this.audit = audit;
        this.subscriptions = subscriptions;
        this.challenge = challenge;
        this.targets = targets;
        this.clock = clock;
    }

    /// @param secret shown this once
    public record Made(Subscription subscription, SigningSecret secret) {}

    public Mono<Made> create(UUID accountId, Wanted wanted) {
        return Mono.defer(() -> {
            List<EventType> types = wanted.newTypes();
            String url = checked(wanted.url());
            SigningSecret secret = SigningSecret.random();
            return inboxIsThere(accountId, wanted.inboxId())
                    .then(asked(url))
                    .flatMap(asked -> audit.doing(
                            accountId,
                            subscriptions.add(begin(accountId, url, wanted, types, asked), secret),
                            added -> act("created", added)))
                    .map(made -> new Made(made, secret));
        });
    }

    private Subscription begin(UUID accountId, String url, Wanted wanted, List<EventType> types, Asked asked) {
        Instant now = now();
        return new Subscription(
                Ids.next(),
                accountId,
                url,
                types,
                wanted.format() == null ? EventFormat.NETIA : wanted.format(),
                wanted.inboxId(),
                Subscription.State.ACTIVE,
                asked.verifiedAt(),
                asked.reason(),
                now,
                now);
    }

    public Mono<Subscription> change(UUID accountId, UUID id, Wanted wanted) {
        return subscriptions.get(accountId, id).flatMap(old -> {
            if (wanted.inboxId() != null && !wanted.inboxId().equals(old.inboxId())) {
                return Mono.error(Problem.field("inbox_id", "can't be changed"));
            }
            List<EventType> types = Wanted.typesFor(
                    old.inboxId(), wanted.eventTypes() == null ? old.eventTypes() : wanted.eventTypes());
            String url = wanted.url() == null ? old.url() : checked(wanted.url());
            Mono<Asked> asked =
                    url.equals(old.url()) ? Mono.just(new Asked(old.verifiedAt(), old.reason())) : asked(url);
            return asked.flatMap(answer -> audit.doing(
                    accountId,
                    subscriptions.save(new Subscription(
                            old.id(),
                            old.accountId(),
                            url,
                            types,
                            wanted.format() == null ? old.format() : wanted.format(),
                            old.inboxId(),
                            old.state(),
                            answer.verifiedAt(),
                            answer.reason(),
                            old.createdAt(),
                            now())),
                    saved -> act("changed", saved)));
        });
    }

    private Mono<Void> inboxIsThere(UUID accountId, @Nullable UUID inboxId) {
        return inboxId == null
                ? Mono.empty()
                : inboxes.byId(accountId, inboxId)
                        .switchIfEmpty(Mono.error(() -> Problem.field("inbox_id", "is none of the account's")))
                        .then();
    }

    /// The host alone: the rest of an address may hold a secret.
    private static Act act(String done, Subscription subscription) {
        return Act.of("event_subscription." + done, "event_subscription", subscription.id())
                .named(URI.create(subscription.url()).getHost())
                .changed("event_types", null, subscription.eventTypes());
    }

    /// Asks the address of one subscription.
    public Mono<Subscription> verify(UUID accountId, UUID id) {
        return subscriptions
                .get(accountId, id)
                .flatMap(subscription -> asked(subscription.url())
                        .flatMap(asked -> subscriptions.verified(subscription, asked.verifiedAt(), asked.reason())));
    }

    /// Asks an address, for all subscriptions of the account that have it; there need not be one. The reason why not,
    /// or empty.
    public Mono<String> verify(UUID accountId, String url) {
        return Mono.defer(() -> asked(checked(url))).flatMap(asked -> {
            Flux<Subscription> same =
                    subscriptions.all(accountId).filter(each -> each.url().equals(url));
            return same.concatMap(each -> subscriptions.verified(each, asked.verifiedAt(), asked.reason()))
                    .then(Mono.justOrEmpty(asked.reason()));
        });
    }

    /// @param reason why not, where it is not verified
    private record Asked(
            @Nullable Instant verifiedAt, @Nullable String reason) {}

    private Mono<Asked> asked(String url) {
        return challenge
                .refusal(url)
                .map(reason -> new Asked(null, reason))
                .switchIfEmpty(Mono.fromSupplier(() -> new Asked(now(), null)));
    }

    private String checked(@Nullable String url) {
        if (url == null || url.isBlank()) {
            throw Problem.field("url", "can't be blank");
        }
        try {
            return targets.read(url.strip()).toString();
        } catch (EgressRefused refused) {
            throw Challenge.problem(refused);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
