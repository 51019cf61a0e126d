package dev.switchboard.channel.absence;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.messaging.FactConsumers;
import dev.switchboard.common.messaging.Received;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Hears what is said in chats, what is seen of it, and how visitors can be reached.
@Configuration(proxyBeanMethods = false)
class AbsenceConsumers {
    @Bean
    Consumer<Message<List<byte[]>>> unseenReplies(
            FactConsumers consumers, MissedReplies missed, SendMissedReplies.Settings settings) {
        return consumers.inBatches(
                "missed-replies",
                MessageCreated.class,
                message -> message.address().channel() == Channel.WEB
                        && message.kind() == MessageCreated.Kind.REPLY
                        && message.author().kind() != Author.Kind.SYSTEM,
                facts -> Flux.fromIterable(facts)
                        .map(Received::fact)
                        .concatMap(message -> missed.said(message, settings.after()))
                        .then());
    }

    @Bean
    Consumer<Message<List<byte[]>>> seenReplies(FactConsumers consumers, MissedReplies missed) {
        return consumers.inBatches(
                "seen-replies",
                MessageUpdated.class,
                fact -> fact instanceof MessageUpdated.Seen seen && seen.by().kind() == Author.Kind.CUSTOMER,
                facts -> Flux.fromIterable(facts)
                        .map(Received::fact)
                        .ofType(MessageUpdated.Seen.class)
                        .concatMap(missed::seen)
                        .then());
    }

    @Bean
    Consumer<Message<List<byte[]>>> visitorContacts(FactConsumers consumers, MissedReplies missed) {
        return consumers.inBatches(
                "visitor-contacts",
                CustomerUpdated.class,
                fact -> fact instanceof CustomerUpdated.Created || fact instanceof CustomerUpdated.Changed,
                facts -> Flux.fromIterable(facts)
                        .map(Received::fact)
                        .concatMap(fact -> reached(missed, fact))
                        .then());
    }

    private static Mono<Void> reached(MissedReplies missed, CustomerUpdated fact) {
        return switch (fact) {
            case CustomerUpdated.Created created ->
                reached(missed, created.accountId(), created.customerId(), created.profile());
            case CustomerUpdated.Changed changed ->
                reached(missed, changed.accountId(), changed.customerId(), changed.profile());
            case CustomerUpdated _ -> Mono.empty();
        };
    }

    private static Mono<Void> reached(MissedReplies missed, UUID accountId, UUID customerId, Profile profile) {
        String email = profile.email();
        boolean usable = email != null && email.matches("[^@\\s]{1,64}@[^@\\s]{1,190}");
        return missed.reachedAt(accountId, customerId, usable ? email : null);
    }
}
