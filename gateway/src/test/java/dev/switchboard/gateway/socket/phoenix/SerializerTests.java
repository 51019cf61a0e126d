package dev.switchboard.gateway.socket.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerializerTests {
    private static final Ref JOIN = new Ref("\"3\"");
    private static final Ref PUSH = new Ref("\"7\"");

    @Test
    void aClientThatNamesNoVersionSpeaksTheObjectForm() {
        assertThat(Serializer.of(null)).isEqualTo(Serializer.OBJECT);
        assertThat(Serializer.of("1.0.0")).isEqualTo(Serializer.OBJECT);
        assertThat(Serializer.of("2.0.0")).isEqualTo(Serializer.ARRAY);
        assertThat(Serializer.of("3.0.0")).isNull();
    }

    @Test
    void aPushIsReadInTheArrayForm() {
        Received.Push push = push(Serializer.ARRAY, """
                ["3","7","conversation:lobby","shout",{"body":"Hello"}]
                """);
        assertThat(push.joinRef()).isEqualTo(JOIN);
        assertThat(push.ref()).isEqualTo(PUSH);
        assertThat(push.topic()).isEqualTo("conversation:lobby");
        assertThat(push.event()).isEqualTo("shout");
        assertThat(push.payload().text("body")).isEqualTo("Hello");
    }

    @Test
    void aHeartbeatHasNoJoin() {
        Received.Push push = push(Serializer.ARRAY, "[null,\"9\",\"phoenix\",\"heartbeat\",{}]");
        assertThat(push.joinRef().isNone()).isTrue();
        assertThat(push.ref()).isEqualTo(new Ref("\"9\""));
    }

    @Test
    void aPushIsReadInTheObjectForm() {
        Received.Push push = push(Serializer.OBJECT, """
                {"topic":"notification:a","event":"phx_join","payload":{},"ref":"1"}
                """);
        assertThat(push.joinRef().isNone()).isTrue();
        assertThat(push.ref().number()).isEqualTo(1);
        assertThat(push.event()).isEqualTo("phx_join");
    }

    @Test
    void aRefIsRepeatedAsItWas() {
        Received.Push push = push(Serializer.ARRAY, "[4,12,\"a\",\"b\",{}]");
        assertThat(text(Serializer.ARRAY.reply(push.joinRef(), push.ref(), "a", true, json("{}"))))
                .isEqualTo("[4,12,\"a\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]");
    }

    @Test
    void answersLookAsTheClientsExpectThem() {
        assertThat(text(Serializer.ARRAY.reply(JOIN, PUSH, "a:b", false, json("{\"reason\":\"unmatched topic\"}"))))
                .isEqualTo(
                        "[\"3\",\"7\",\"a:b\",\"phx_reply\",{\"status\":\"error\",\"response\":{\"reason\":\"unmatched topic\"}}]");
        assertThat(text(Serializer.OBJECT.reply(JOIN, PUSH, "a:b", true, json("{}"))))
                .isEqualTo(
                        "{\"topic\":\"a:b\",\"event\":\"phx_reply\",\"ref\":\"7\",\"payload\":{\"status\":\"ok\",\"response\":{}}}");
        assertThat(text(Serializer.ARRAY.broadcast("a:b", "shout", json("{\"body\":\"é\"}"))))
                .isEqualTo("[null,null,\"a:b\",\"shout\",{\"body\":\"é\"}]");
        assertThat(text(Serializer.ARRAY.close(JOIN, "a:b"))).isEqualTo("[\"3\",\"3\",\"a:b\",\"phx_close\",{}]");
        assertThat(text(Serializer.OBJECT.error(JOIN, "a:b")))
                .isEqualTo("{\"topic\":\"a:b\",\"event\":\"phx_error\",\"ref\":\"3\",\"payload\":{}}");
    }

    @Test
    void aTopicIsQuoted() {
        assertThat(text(Serializer.ARRAY.broadcast("a\"]\n", "shout", json("{}"))))
                .isEqualTo("[null,null,\"a\\\"]\\n\",\"shout\",{}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[",
                "null",
                "{}",
                "[1,2,3]",
                "[\"1\",\"1\",\"t\",\"e\",{},{}]",
                "[\"1\",\"1\",\"t\",\"e\",{}] []",
                "[{},\"1\",\"t\",\"e\",{}]",
                "[\"1\",1.5,\"t\",\"e\",{}]",
                "[\"1\",\"1\",7,\"e\",{}]",
                "[\"1\",\"1\",\"t\",null,{}]",
                "[\"1\",\"1\",\"t\",\"e\",\"text\"]",
                "[\"1\",\"1\",\"t\",\"e\",null]"
            })
    void aFrameThatIsNoneIsNamedSo(String frame) {
        assertThat(Serializer.ARRAY.read(frame))
                .isInstanceOfSatisfying(
                        Received.Malformed.class,
                        malformed -> assertThat(malformed.why()).isNotBlank());
    }

    @Test
    void whatCanBeReadOfABrokenFrameIsKept() {
        assertThat(Serializer.ARRAY.read("[\"3\",\"7\",\"t\",\"e\",[]]"))
                .isEqualTo(new Received.Malformed(JOIN, PUSH, "t", "the payload is not a JSON object"));
    }

    @Test
    void namesAndRefsThatAreTooLongAreRefused() {
        String long_ = "x".repeat(201);
        assertThat(Serializer.ARRAY.read("[\"3\",\"7\",\"" + long_ + "\",\"e\",{}]"))
                .isInstanceOf(Received.Malformed.class);
        assertThat(Serializer.ARRAY.read("[\"3\",\"" + "1".repeat(40) + "\",\"t\",\"e\",{}]"))
                .isInstanceOf(Received.Malformed.class);
    }

    @Test
    void deepJsonIsRefused() {
        String deep = "[".repeat(20_000) + "]".repeat(20_000);
        assertThat(Serializer.ARRAY.read("[\"3\",\"7\",\"t\",\"e\",{\"a\":" + deep + "}]"))
                .isInstanceOf(Received.Malformed.class);
    }

    private static Received.Push push(Serializer serializer, String frame) {
        return (Received.Push) serializer.read(frame);
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }
}
