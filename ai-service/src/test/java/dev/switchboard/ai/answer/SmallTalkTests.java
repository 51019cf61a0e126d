package dev.switchboard.ai.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallTalkTests {
    @ParameterizedTest
    @CsvSource({
        "Hello,Hello!",
        "hi there!,Hello!",
        "Good morning,Hello!",
        "hello how are you?,Hello!",
        "Thanks,You are welcome!",
        "thank you so much for your help,You are welcome!",
        "ok great thx,You are welcome!",
        "ok,Good.",
        "Perfect!,Good.",
        "Are you a bot?,I am an automatic assistant.",
        "who are you,I am an automatic assistant.",
        "What is your name?,I am an automatic assistant.",
        "am i talking to a real person?,I am an automatic assistant.",
        "Hallo,Hallo!",
        "Guten Tag,Hallo!",
        "Vielen Dank für die Hilfe,Gern geschehen!",
        "alles klar,Gut.",
        "Sind Sie ein Mensch?,Ich bin ein automatischer Assistent.",
        "Hola,¡Hola!",
        "buenos días,¡Hola!",
        "ok gracias,¡De nada!",
        "¿Eres un robot?,Soy un asistente automático."
    })
    void courtesiesAreAnswered(String text, String answer) {
        assertThat(SmallTalk.answer(text))
                .hasValueSatisfying(courtesy -> assertThat(courtesy.text()).startsWith(answer));
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
        assertThat(SmallTalk.answer(text)).isEmpty();
    }
}
