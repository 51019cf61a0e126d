package dev.switchboard.gateway.socket.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.ParticipantSettingsFixture;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainReaderTests {
    private final PlainReader reader =
            new PlainReader(ParticipantSettingsFixture.defaults(), PlainSettingsFixture.defaults());

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
        assertThat(reader.read("{\"type\":\"seen\"}")).isEqualTo(new PlainInbound.Seen(null));
        assertThat(reader.read("{\"type\":\"audio\",\"audio\":\"aGk=\",\"format\":\"mp3\",\"id\":\"a-1\"}"))
                .isInstanceOfSatisfying(PlainInbound.Audio.class, audio -> {
                    assertThat(audio.id()).isEqualTo("a-1");
                    assertThat(audio.audio()).asString().isEqualTo("hi");
                });
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
            {"type":"message.created","id":"i","text":"a"}   | type is not one of text, audio, handover_request, typing, seen
            {"type":"audio","id":"i"}                        | audio is missing
            {"type":"audio","id":"i","audio":null}           | audio is missing
            {"type":"audio","id":"i","audio":["aGk="]}       | audio is not a string
            {"type":"audio","audio":"!","id":"i"}            | audio is not base64
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

    @Test
    void aRecordingIsReadFromAStreamWhereverItStands() {
        byte[] recording = "recording".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(recording);
        for (String frame : List.of(
                "{\"audio\":\"%s\",\"more\":[{\"audio\":\"x\"}],\"type\":\"audio\",\"id\":\"a-1\"}",
                "{\"more\":{\"audio\":\"x\"},\"id\":\"a-1\",\"type\":\"audio\",\"audio\":\"%s\"}")) {
            byte[] bytes = frame.formatted(base64).getBytes(StandardCharsets.UTF_8);
            assertThat(reader.read(() -> new ByteArrayInputStream(bytes)))
                    .isInstanceOfSatisfying(PlainInbound.Audio.class, audio -> {
                        assertThat(audio.id()).isEqualTo("a-1");
                        assertThat(audio.audio()).isEqualTo(recording);
                    });
        }
    }

    @Test
    void aRecordingHasAtMostTenMegabytes() {
        assertThat(audioOf(10 * 1024 * 1024)).isInstanceOf(PlainInbound.Audio.class);
        assertThat(audioOf(10 * 1024 * 1024 + 1)).isInstanceOfSatisfying(PlainInbound.Wrong.class, wrong -> {
            assertThat(wrong.id()).isEqualTo("i");
            assertThat(wrong.problem().code()).isEqualTo(ProblemCode.PAYLOAD_TOO_LARGE);
        });
    }

    private PlainInbound audioOf(int bytes) {
        String base64 = Base64.getEncoder().encodeToString(new byte[bytes]);
        byte[] frame = "{\"type\":\"audio\",\"audio\":\"%s\",\"id\":\"i\"}"
                .formatted(base64)
                .getBytes(StandardCharsets.UTF_8);
        return reader.read(() -> new ByteArrayInputStream(frame));
    }
}
