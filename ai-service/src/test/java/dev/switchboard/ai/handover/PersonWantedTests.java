package dev.switchboard.ai.handover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonWantedTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "I want to talk to a human",
                "Can I speak to someone please?",
                "human please",
                "AGENT",
                "connect me with a real person",
                "Please transfer me to an operator",
                "I'd like to chat with a representative",
                "let me speak with somebody from your team",
                "I don't want to talk to a bot, give me a human!",
                "get me your manager",
                "I need a live agent now",
                "Ich möchte mit einem Menschen sprechen",
                "kann ich mit jemandem reden",
                "Mitarbeiter bitte",
                "quiero hablar con una persona",
                "pásame con un agente por favor"
            })
    void aWishForAPersonIsHeard(String text) {
        assertThat(PersonWanted.in(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I return an item?",
                "Can two people use one account?",
                "Do you need a person's name for the parcel?",
                "I don't want to talk to a human",
                "Are you human?",
                "Can I give a gift card to someone?",
                "Where is my order?",
                "Wie schicke ich einen Artikel zurück?",
                "Ich will nicht mit einem Menschen sprechen",
                "¿Puedo pagar con tarjeta?",
                ""
            })
    void anythingElseIsNot(String text) {
        assertThat(PersonWanted.in(text)).isFalse();
    }
}
