package dev.switchboard.conversation.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.AccountUpdated.Inbox;
import dev.switchboard.common.contract.AccountUpdated.Responder;
import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class DirectoryTests {
    private final UUID account = Ids.next();
    private final Directory directory = new Directory();

    @Test
    void anInboxIsKnownInItsAccountOnlyAndUntilItIsDeleted() {
        Inbox inbox = inbox();
        take(inbox);
        assertThat(directory.firstOwner(account, inbox.inboxId())).isEqualTo(Owner.BOT);
        assertThat(directory.inbox(Ids.next(), inbox.inboxId())).isEmpty();
        directory.take(new ConsumerRecord<>(AccountUpdated.TOPIC, 0, 0, inbox.key(), null));
        assertThat(directory.inbox(account, inbox.inboxId())).isEmpty();
    }

    @Test
    void anInboxThatComesLateIsWaitedFor() {
        Inbox late = inbox();
        StepVerifier.withVirtualTime(() -> directory.await(Set.of(late.inboxId())))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .then(() -> take(late))
                .thenAwait(Duration.ofMillis(20))
                .verifyComplete();
    }

    @Test
    void anInboxThatNeverComesIsWaitedForOnce() {
        Inbox never = inbox();
        StepVerifier.withVirtualTime(() -> directory.await(Set.of(never.inboxId())))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(1900))
                .thenAwait(Duration.ofMillis(100))
                .verifyComplete();
        StepVerifier.create(directory.await(Set.of(never.inboxId())))
                .expectComplete()
                .verify(Duration.ofMillis(100));
    }

    private Inbox inbox() {
        return new Inbox(
                Ids.next(),
                account,
                Instant.now(),
                Ids.next(),
                "web",
                Channel.WEB,
                Responder.BOT,
                false,
                List.of(),
                null);
    }

    @Test
    void activeAgentsAnswerAndAdministratorsWhereThereAreNone() {
        take(user(1, "admin", true));
        take(user(7, "viewer", true));
        assertThat(numbers()).containsExactly(1);
        take(user(3, "agent", true));
        take(user(2, "agent", true));
        take(user(4, "agent", false));
        assertThat(numbers()).containsExactly(2, 3);
        assertThat(directory.answering(Ids.next())).isEmpty();
    }

    @Test
    void whatCannotBeReadIsPassedOver() {
        directory.take(new ConsumerRecord<>(AccountUpdated.TOPIC, 0, 0, "user:x", new byte[] {1}));
        take(user(2, "agent", true));
        assertThat(numbers()).containsExactly(2);
    }

    private List<Integer> numbers() {
        return directory.answering(account).stream().map(User::number).toList();
    }

    private User user(int number, String role, boolean active) {
        return new User(Ids.next(), account, Instant.now(), Ids.next(), number, "U" + number, "u@x.test", role, active);
    }

    private void take(AccountUpdated fact) {
        byte[] json = WireJson.write(fact).getBytes(StandardCharsets.UTF_8);
        directory.take(new ConsumerRecord<>(AccountUpdated.TOPIC, 0, 0, fact.key(), json));
    }
}
