package dev.switchboard.conversation.conversation;

import static dev.switchboard.conversation.conversation.ConversationsFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConversationTests {
    @Test
    void everyMessageTakesTheNextPlaceAndEveryActTheNextVersion() {
        Conversation c =
                ConversationsFixture.ofBot().recorded(NOON).recorded(NOON).status(Status.OPEN, NOON);
        assertThat(c.progress().lastSeq()).isEqualTo(2);
        assertThat(c.progress().version()).isEqualTo(4);
    }

    @Test
    void eachChangeOfOwnerRaisesTheEpoch() {
        Conversation c = ConversationsFixture.ofBot();
        assertThat(c.lease().epoch()).isEqualTo(1);
        assertThat(c.queued(null).lease().epoch()).isEqualTo(2);
        assertThat(c.queued(null).takenOver(Ids.next()).handedBack().lease().epoch())
                .isEqualTo(4);
        assertThat(c.takenOver(Ids.next()).reassigned(Ids.next()).lease().epoch())
                .isEqualTo(2);
    }

    @Test
    void theOldestUnansweredQuestionSetsTheBotsTime() {
        UUID second = Ids.next();
        Conversation c = ConversationsFixture.ofBot()
                .asked(Ids.next(), NOON.plusSeconds(30))
                .asked(second, NOON.plusSeconds(50));
        assertThat(c.lease().botDueAt()).isEqualTo(NOON.plusSeconds(30));
        assertThat(c.lease().questionId()).isEqualTo(second);
    }

    @Test
    void nobodyWaitsForTheBotInAQueueOrAfterClosing() {
        Conversation queue = ConversationsFixture.inQueue().asked(Ids.next(), NOON);
        assertThat(queue.lease().botDueAt()).isNull();
        Conversation closed =
                ConversationsFixture.ofBot().asked(Ids.next(), NOON).status(Status.RESOLVED, NOON);
        assertThat(closed.lease().botDueAt()).isNull();
    }

    @Test
    void theBotIsRelievedOnceUnderEachEpoch() {
        Conversation c = ConversationsFixture.ofBot();
        assertThat(c.mayBeHandedOver(Author.Kind.BOT, 1L)).isTrue();
        assertThat(c.mayBeHandedOver(Author.Kind.BOT, 2L)).isFalse();
        Conversation queued = c.queued(null);
        assertThat(queued.mayBeHandedOver(Author.Kind.CUSTOMER, null)).isFalse();
        assertThat(queued.mayBeHandedOver(Author.Kind.BOT, 1L)).isFalse();
    }

    @Test
    void aCustomerMayCallIntoAFreshQueueAndTheBotNotIntoAClosedConversation() {
        assertThat(ConversationsFixture.inQueue().mayBeHandedOver(Author.Kind.CUSTOMER, null))
                .isTrue();
        assertThat(ConversationsFixture.inQueue().mayBeHandedOver(Author.Kind.SYSTEM, null))
                .isFalse();
        Conversation closed = ConversationsFixture.ofBot().status(Status.CLOSED, NOON);
        assertThat(closed.mayBeHandedOver(Author.Kind.BOT, 1L)).isFalse();
        assertThat(closed.takenOver(null).mayBeHandedOver(Author.Kind.CUSTOMER, null))
                .isFalse();
        assertThat(closed.lease().owner()).isEqualTo(Owner.BOT);
    }

    @Test
    void onlyAnAddressWithoutAThreadMovesOn() {
        Duration window = Duration.ofDays(7);
        Conversation phone = ConversationsFixture.onWhatsApp().status(Status.CLOSED, NOON);
        assertThat(phone.isPast(window, NOON.plus(Duration.ofDays(6)))).isFalse();
        assertThat(phone.isPast(window, NOON.plus(Duration.ofDays(8)))).isTrue();
        Conversation session = ConversationsFixture.ofBot().status(Status.CLOSED, NOON);
        assertThat(session.isPast(window, NOON.plus(Duration.ofDays(800)))).isFalse();
    }

    @Test
    void whateverHappensToASnoozedConversationEndsItsSleep() {
        Conversation c = ConversationsFixture.ofBot().snoozed(NOON.plusSeconds(60), NOON);
        assertThat(c.desk().status()).isEqualTo(Status.SNOOZED);
        assertThat(c.sleeps()).isTrue();
        assertThat(c.priority(Priority.HIGH).desk().snoozedUntil()).isEqualTo(NOON.plusSeconds(60));
        assertThat(c.status(Status.OPEN, NOON).desk().snoozedUntil()).isNull();
        assertThat(c.status(Status.CLOSED, NOON).desk().snoozedUntil()).isNull();
        assertThat(c.status(Status.CLOSED, NOON)
                        .snoozed(NOON.plusSeconds(60), NOON)
                        .desk()
                        .closedAt())
                .isNull();
    }

    @Test
    void archivingKeepsTheStatus() {
        Conversation c =
                ConversationsFixture.ofBot().status(Status.CLOSED, NOON).archived(NOON);
        assertThat(c.isArchived()).isTrue();
        assertThat(c.unarchived().desk().status()).isEqualTo(Status.CLOSED);
        assertThat(c.unarchived().isArchived()).isFalse();
    }

    @Test
    void whoHasSeenAnotherVersionIsRefused() {
        Conversation c = ConversationsFixture.ofBot();
        assertThat(c.at(1)).isSameAs(c);
        assertThatThrownBy(() -> c.about("x").at(1)).isInstanceOf(Problem.class);
    }

    @Test
    void activityNeverMovesBackwards() {
        Conversation c =
                ConversationsFixture.ofBot().recorded(NOON.plusSeconds(60)).recorded(NOON.minusSeconds(60));
        assertThat(c.progress().lastActivityAt()).isEqualTo(NOON.plusSeconds(60));
    }
}
