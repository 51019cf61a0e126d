package dev.switchboard.gateway.socket.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.ParticipantSettingsFixture;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainReaderTests {
    private final PlainReader reader = new PlainReader(ParticipantSettingsFixture.defaults());

    @Test
    void aTextOfTheSpecIsRead() {
        assertThat(reader.read("""
                        {"type":"text","text":"Hello","id":"msg-1","timestamp":"2023-07-19T14:00:00.000Z","more":{"a":[1]}}"""))
                .isEqualTo(new PlainInbound.Text("msg-1", "Hello", Instant.parse("2023-07-19T14:00:00Z")));
        assertThat(reader.read("{\"type\":\"text\",\"text\":\"Hello\",\"id\":null,\"timestamp\":\"yesterday\"}"))
                .isEqualTo(new PlainInbound.Text(null, "Hello", null));
    }

    @Test
    void theOtherFramesOfTheSpecAreRead() {
        assertThat(reader.read("{\"type\":\"handover_request\"}")).isEqualTo(new PlainInbound.HandoverRequest(null));
        assertThat(reader.read("{\"type\":\"typing\",\"isTyping\":true}"))
                .isEqualTo(new PlainInbound.Typing(null, true));
        assertThat(reader.read("{\"type\":\"audio\",\"audio\":\"aGk=\",\"format\":\"mp3\",\"id\":\"a-1\"}"))
                .isEqualTo(new PlainInbound.Audio("a-1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"text","id":"i"}                         | text is missing or blank
            {"type":"text","id":"i","text":"  "}             | text is missing or blank
            {"type":"text","id":"i","text":5}                | text is not a string
            {"type":"text","id":"i","text":{"$ne":1}}        | text is not a string
            {"type":"text","text":["a"],"id":"i"}            | text is not a string
            {"type":"typing","id":"i","isTyping":"yes"}      | isTyping is not true or false
            {"type":"typing","id":"i"}                       | isTyping is missing
            {"id":"i","text":"a"}                            | type is missing
            {"type":"message.created","id":"i","text":"a"}   | type is not one of text, audio, handover_request, typing
            {"type":"text","id":"i","text":"a\\u0000b"}      | text has characters that cannot be stored
            {"type":"text","id":"i","text":"a\\ud800b"}      | text has characters that cannot be stored
            """)
    void aWrongFrameNamesTheFieldAndKeepsTheId(String frame, String detail) {
        assertThat(reader.read(frame)).isInstanceOfSatisfying(PlainInbound.Wrong.class, wrong -> {
            assertThat(wrong.id()).isEqualTo("i");
            assertThat(wrong.problem().detail()).isEqualTo(detail);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"text\"", "5", "null", "{}{}", "{\"type\":\"text\",}", "{'type':1}"})
    void whatIsNoObjectIsWrongWithoutAnId(String frame) {
        assertThat(reader.read(frame))
                .isInstanceOfSatisfying(
                        PlainInbound.Wrong.class,
                        wrong -> assertThat(wrong.id()).isNull());
    }

    @Test
    void depthAndLengthAreBounded() {
        assertThat(reader.read("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"))
                .isInstanceOf(PlainInbound.Wrong.class);
        assertThat(reader.read("{\"type\":\"text\",\"text\":\"" + "é".repeat(16_384) + "\"}"))
                .isInstanceOf(PlainInbound.Text.class);
        assertThat(reader.read("{\"type\":\"text\",\"text\":\"" + "é".repeat(16_385) + "\"}"))
                .isInstanceOf(PlainInbound.Wrong.class);
        assertThat(reader.read("{\"type\":\"text\",\"text\":\"a\",\"id\":\"" + "x".repeat(200) + "\"}"))
                .isInstanceOf(PlainInbound.Text.class);
        assertThat(reader.read("{\"type\":\"text\",\"text\":\"a\",\"id\":\"" + "x".repeat(201) + "\"}"))
                .isInstanceOf(PlainInbound.Wrong.class);
    }
}
