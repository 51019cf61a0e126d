package dev.switchboard.ai.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ai.model.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallTalkTests {
    private static final SmallTalkSettings SETTINGS = new SmallTalkSettings(true, "greeting", "thanks", "fine", "who");

    private final SmallTalk smallTalk = new SmallTalk(SETTINGS);

    @ParameterizedTest
    @CsvSource({
        "Hello,greeting",
        "hi there!,greeting",
        "Good morning,greeting",
        "hello how are you?,greeting",
        "Thanks,thanks",
        "thank you so much for your help,thanks",
        "ok great thx,thanks",
        "ok,fine",
        "Perfect!,fine",
        "Are you a bot?,who",
        "who are you,who",
        "What is your name?,who",
        "am i talking to a real person?,who"
    })
    void courtesiesAreAnswered(String text, String answer) {
        assertThat(smallTalk.reply(text))
                .hasValueSatisfying(decision -> assertThat(decision)
                        .isInstanceOfSatisfying(Decision.Reply.class, reply -> {
                            assertThat(reply.text()).isEqualTo(answer);
                            assertThat(reply.sources()).isEmpty();
                        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello, where is my order?",
                "help",
                "",
                "thanks but my parcel is late",
                "How do I return an item?"
            })
    void aSubjectMakesItAQuestion(String text) {
        assertThat(smallTalk.reply(text)).isEmpty();
    }

    @Test
    void courtesiesCanBeSwitchedOff() {
        assertThat(new SmallTalk(new SmallTalkSettings(false, "a", "b", "c", "d")).reply("Hello"))
                .isEmpty();
    }
}
