package dev.switchboard.conversation.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.id.Ids;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentPolicyTests {
    @Test
    void theNextByNumberIsChosenAndThenTheFirstAgain() {
        List<User> team = List.of(user(2), user(5), user(9));
        assertThat(chosen(team, 0)).isEqualTo(2);
        assertThat(chosen(team, 2)).isEqualTo(5);
        assertThat(chosen(team, 6)).as("number 6 has left").isEqualTo(9);
        assertThat(chosen(team, 9)).isEqualTo(2);
    }

    @Test
    void nobodyIsChosenWhereNobodyIs() {
        assertThat(AssignmentPolicy.ROUND_ROBIN.choose(List.of(), 1)).isEmpty();
    }

    private static int chosen(List<User> team, int last) {
        return AssignmentPolicy.ROUND_ROBIN.choose(team, last).orElseThrow().number();
    }

    private static User user(int number) {
        return new User(
                Ids.next(), Ids.next(), Instant.now(), Ids.next(), number, "U" + number, "u@x.test", "agent", true);
    }
}
