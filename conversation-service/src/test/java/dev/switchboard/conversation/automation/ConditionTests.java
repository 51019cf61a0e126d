package dev.switchboard.conversation.automation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.automation.Condition.Field;
import dev.switchboard.conversation.automation.Condition.Operator;
import dev.switchboard.conversation.conversation.Conversation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionTests {
    private static final UUID INBOX = Ids.next();

    @Test
    void oneOfTheValuesIsEnoughInAnyCaseOfLetters() {
        assertThat(holds(Field.STATUS, Operator.IS, "open", "NEW")).isTrue();
        assertThat(holds(Field.STATUS, Operator.IS, "open")).isFalse();
        assertThat(holds(Field.STATUS, Operator.IS_NOT, "open", "closed")).isTrue();
        assertThat(holds(Field.STATUS, Operator.IS_NOT, "open", "new")).isFalse();
        assertThat(holds(Field.CHANNEL, Operator.IS, "web")).isTrue();
        assertThat(holds(Field.INBOX_ID, Operator.IS, INBOX.toString())).isTrue();
        assertThat(holds(Field.PRIORITY, Operator.IS, "medium")).isTrue();
    }

    @Test
    void tagsAreComparedOneByOne() {
        assertThat(holds(Field.TAG, Operator.IS, "refund")).isTrue();
        assertThat(holds(Field.TAG, Operator.IS_NOT, "refund")).isFalse();
        assertThat(holds(Field.TAG, Operator.CONTAINS, "vi")).isTrue();
    }

    @Test
    void aTextContainsAWordAndNoTextContainsNothing() {
        Condition refund = new Condition(Field.TEXT, Operator.CONTAINS, List.of("Refund", "money back"));
        assertThat(refund.judge(situation("I want my MONEY BACK")).holds()).isTrue();
        assertThat(refund.judge(situation("hello")).holds()).isFalse();
        assertThat(refund.judge(situation(null)).holds()).isFalse();
        assertThat(refund.judge(situation("a refund of 100")).actual())
                .as("an explanation does not repeat what a customer wrote")
                .containsExactly("…");
    }

    @Test
    void nobodyHasAName() {
        assertThat(holds(Field.ASSIGNEE_ID, Operator.IS, Condition.NOBODY)).isTrue();
        assertThat(holds(Field.ASSIGNEE_ID, Operator.IS, "1")).isFalse();
    }

    @Test
    void whatARuleDoesIsKnownAsARules() {
        assertThat(Rule.isAuthor(new Author(Author.Kind.SYSTEM, Ids.next(), "Rule: x", null)))
                .isTrue();
        assertThat(Rule.isAuthor(Author.system())).isFalse();
        assertThat(Rule.isAuthor(Author.agent(Ids.next(), "Jane", 1))).isFalse();
    }

    private static boolean holds(Field field, Operator operator, String... values) {
        return new Condition(field, operator, List.of(values))
                .judge(situation(null))
                .holds();
    }

    private static Situation situation(@Nullable String text) {
        Conversation conversation = Conversation.begin(
                Ids.next(),
                Ids.next(),
                1,
                new Address(INBOX, Channel.WEB, "ada", "session"),
                Ids.next(),
                Owner.BOT,
                Instant.EPOCH);
        return new Situation(conversation, List.of("Refund", "VIP"), null, text);
    }
}
