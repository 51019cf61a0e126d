package dev.switchboard.common.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

class WireNameTests {
    private static final Registration REGISTRATION = new Registration(new NewUser("", List.of(new Choice(""))), "");

    @Test
    void namesAFieldAsItsRecordIsRead() {
        assertThat(WireName.of(REGISTRATION, "user.passwordConfirmation")).isEqualTo("user.password_confirmation");
        assertThat(WireName.of(REGISTRATION, "inviteToken")).isEqualTo("inviteToken");
    }

    @Test
    void followsListsAndNamesOfTheirOwn() {
        assertThat(WireName.of(REGISTRATION, "user.preChatFields[2].shownAs"))
                .isEqualTo("user.pre_chat_fields[2].label");
    }

    @Test
    void leavesWhatIsNoRecordAsItIs() {
        assertThat(WireName.of("text", "someThing.elseHere")).isEqualTo("someThing.elseHere");
        assertThat(WireName.of(null, "someThing")).isEqualTo("someThing");
        assertThat(WireName.of(REGISTRATION, "user.unknownThing")).isEqualTo("user.unknownThing");
    }

    record Registration(NewUser user, String inviteToken) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record NewUser(String passwordConfirmation, List<Choice> preChatFields) {}

    record Choice(@JsonProperty("label") String shownAs) {}
}
