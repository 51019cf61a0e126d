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
        List<Candidate> team = List.of(agent(2, 9), agent(5, 0), agent(9, 1));
        assertThat(chosen(AssignmentPolicy.ROUND_ROBIN, team, 0)).isEqualTo(2);
        assertThat(chosen(AssignmentPolicy.ROUND_ROBIN, team, 2)).isEqualTo(5);
        assertThat(chosen(AssignmentPolicy.ROUND_ROBIN, team, 6))
                .as("number 6 has left")
                .isEqualTo(9);
        assertThat(chosen(AssignmentPolicy.ROUND_ROBIN, team, 9)).isEqualTo(2);
    }

    @Test
    void theLeastLoadedIsChosenAndAmongEqualsTheNextByNumber() {
        List<Candidate> team = List.of(agent(2, 1), agent(5, 3), agent(9, 1));
        assertThat(chosen(AssignmentPolicy.LEAST_LOADED, team, 0)).isEqualTo(2);
        assertThat(chosen(AssignmentPolicy.LEAST_LOADED, team, 2)).isEqualTo(9);
        assertThat(chosen(AssignmentPolicy.LEAST_LOADED, team, 9)).isEqualTo(2);
    }

    @Test
    void nobodyIsChosenWhereNobodyIs() {
        for (AssignmentPolicy policy : AssignmentPolicy.values()) {
            assertThat(policy.choose(List.of(), 1)).as(policy.text()).isEmpty();
        }
    }

    @Test
    void byHandNobodyIsChosen() {
        assertThat(AssignmentPolicy.MANUAL.choose(List.of(agent(1, 0)), 0)).isEmpty();
    }

    @Test
    void whoIsAwayOrHasEnoughIsPassedOver() {
        assertThat(agent(1, 2).obstacle(3)).isNull();
        assertThat(agent(1, 3).obstacle(3)).isEqualTo("full");
        assertThat(agent(1, 3).obstacle(null)).isNull();
        assertThat(new Candidate(agent(1, 0).user(), true, 0).obstacle(3)).isEqualTo("away");
    }

    private static int chosen(AssignmentPolicy policy, List<Candidate> team, int last) {
        return policy.choose(team, last).orElseThrow().user().number();
    }

    private static Candidate agent(int number, int load) {
        User user = new User(
                Ids.next(), Ids.next(), Instant.now(), Ids.next(), number, "U" + number, "u@x.test", "agent", true);
        return new Candidate(user, false, load);
    }
}
