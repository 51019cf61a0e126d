package dev.switchboard.channel.delivery;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.Providers;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Sends a message at once, past every conversation, and has it recorded in the one with its recipient. The same key
/// again sends nothing and answers as the first time.
@Service
public class SendDirectly {
    private final DirectSends directs;
    private final Deliveries deliveries;
    private final Providers providers;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    SendDirectly(
            DirectSends directs,
            Deliveries deliveries,
            Providers providers,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.directs = directs;
        this.deliveries = deliveries;
        this.providers = providers;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @param to the recipient's identity in the channel
    /// @param body what the conversation shows of it
    /// @param key the caller's own name of the message; made up where absent
    /// @param thread where in the channel it belongs, for channels with threads
    public record Direct(
            String to,
            String body,
            @Nullable String key,
            @Nullable String thread) {
        public Direct(String to, String body, @Nullable String key) {
            this(to, body, key, null);
        }
    }

    /// How one attempt is made, where it is more than a text.
    public interface Sending {
        Mono<Delivery> send(Outbound message);
    }

    public Mono<String> send(Caller.Staff caller, ProviderAccount account, Direct direct) {
        return attempt(caller, account, direct, message -> providers.send(account, message));
    }

    /// @return the provider's id of the message. Fails with `UPSTREAM_FAILED` and the reason where it was refused,
    ///     with `UNAVAILABLE` where a later attempt may go through, with `OUTCOME_UNKNOWN` where the answer
    ///     was lost, and with `MESSAGE_ID_REUSED` where the key belongs to another message
    public Mono<String> send(Caller.Staff caller, ProviderAccount account, Direct direct, Sending sending) {
        return attempt(
                caller, account, direct, message -> providers.send(account, Mono.defer(() -> sending.send(message))));
    }

    private Mono<String> attempt(Caller.Staff caller, ProviderAccount account, Direct direct, Sending sending) {
        Channel channel = providers.named(account.provider()).channel();
        String key = direct.key() == null ? "direct:" + Ids.next() : "direct:" + direct.key();
        return directs.begin(
                        account.accountId(),
                        account.inboxId(),
                        channel.name().toLowerCase(Locale.ROOT),
                        key,
                        direct.to(),
                        direct.body())
                .flatMap(job -> sending.send(new Outbound(job.id(), direct.to(), direct.thread(), direct.body(), null))
                        .flatMap(delivery -> settle(job, delivery, said(caller, account, channel, key, direct))
                                .then(Mono.fromSupplier(() -> answer(delivery)))))
                .switchIfEmpty(Mono.defer(() -> directs.standing(account.accountId(), account.inboxId(), key)
                        .map(standing -> answer(standing, direct))));
    }

    /// The attempt is the caller's: whoever wants another makes it.
    private Mono<Void> settle(Job job, Delivery delivery, MessageReceived.SentOutside said) {
        return switch (delivery) {
            case Delivery.Sent _, Delivery.Unknown _ ->
                deliveries.settle(job, delivery).then(outbox.tell(said)).as(transaction::transactional);
            case Delivery.Failed _ -> deliveries.settle(job, delivery);
            case Delivery.Postponed _ -> deliveries.forget(job);
        };
    }

    private MessageReceived.SentOutside said(
            Caller.Staff caller, ProviderAccount account, Channel channel, String key, Direct direct) {
        Author author = caller instanceof Caller.Agent agent
                ? Author.agent(agent.userId(), agent.name(), agent.number())
                : Author.system();
        return new MessageReceived.SentOutside(
                Ids.next(),
                account.accountId(),
                new Address(account.inboxId(), channel, direct.to(), direct.thread()),
                clock.instant(),
                key,
                author,
                direct.body(),
                List.of());
    }

    private static String answer(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Sent sent -> sent.providerMessageId();
            case Delivery.Failed failed -> throw refused(failed.reason(), failed.advice());
            case Delivery.Postponed later ->
                throw Problem.of(ProblemCode.UNAVAILABLE, later.reason()).advise("Nothing was sent; send it again.");
            case Delivery.Unknown lost -> throw unknown(lost.reason());
        };
    }

    private static String answer(DirectSends.StandingRow standing, Direct direct) {
        if (!standing.recipient().equals(direct.to()) || !standing.body().equals(direct.body())) {
            throw Problem.of(
                    ProblemCode.MESSAGE_ID_REUSED, "The id " + direct.key() + " was used for another message before");
        }
        return switch (standing.state()) {
            case "sent", "delivered", "read" -> Objects.requireNonNullElse(standing.providerMessageId(), "");
            case "failed" ->
                throw refused(
                        Objects.requireNonNullElse(standing.reason(), "The message was refused"), standing.advice());
            default -> throw unknown("The provider's answer is not known yet");
        };
    }

    private static Problem refused(String reason, @Nullable String advice) {
        Problem problem = Problem.of(ProblemCode.UPSTREAM_FAILED, reason);
        return advice == null ? problem : problem.advise(advice);
    }

    private static Problem unknown(String reason) {
        return Problem.of(ProblemCode.OUTCOME_UNKNOWN, reason)
                .advise("It may have arrived: its delivery record tells as soon as the provider does.");
    }
}
