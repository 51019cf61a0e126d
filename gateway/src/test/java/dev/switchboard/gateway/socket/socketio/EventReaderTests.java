package dev.switchboard.gateway.socket.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.ParticipantSettingsFixture;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTests {
    private final EventReader reader = new EventReader(ParticipantSettingsFixture.defaults());

    @Test
    void aMessageOfTheSpecificationIsReadWhole() {
        ClientEvent event = reader.read("""
                ["message",{"type":"message","text":"Hello","tenantId":"t","sessionId":"s","fingerprint":"a1b2",
                "userId":"u","userInfo":{"name":"John Doe","email":"john@example.com","phone":"+1","age":7},
                "domain":"example.com","origin":"https://example.com","url":"https://example.com/page",
                "referrer":"https://google.com","siteId":"site-1","timestamp":"2024-01-15T10:30:00.000Z",
                "other":[{"deep":1}]}]""", false);
        assertThat(event).isInstanceOfSatisfying(ClientEvent.Said.class, said -> {
            assertThat(said.text()).isEqualTo("Hello");
            assertThat(said.id()).isNull();
            assertThat(said.tenantId()).isEqualTo("t");
            assertThat(said.sessionId()).isEqualTo("s");
            assertThat(said.userId()).isEqualTo("u");
            assertThat(said.profile()).isEqualTo(new Profile("John Doe", "john@example.com", "+1"));
            assertThat(said.sentAt()).isEqualTo(Instant.parse("2024-01-15T10:30:00Z"));
            assertThat(said.labels())
                    .containsEntry("url", "https://example.com/page")
                    .containsEntry("siteId", "site-1")
                    .containsKeys("sessionId", "userId", "domain", "origin", "referrer")
                    .doesNotContainKeys("text", "tenantId", "userInfo.name");
            assertThat(said.labels().get("fingerprint")).matches("[0-9a-f]{32}");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':'m-1'}|text",
                "{'id':'m-1','text':7}|text",
                "{'id':'m-1','text':{'$ne':1}}|text",
                "{'id':'m-1','text':'  '}|text",
                "{'id':'m-1','text':'a\\u0000'}|text",
                "{'id':'m-1','text':'hi','userInfo':'x'}|userInfo",
                "{'id':'m-1','text':'hi','userInfo':{'name':[1]}}|userInfo.name",
                "{'id':'m-1','text':'hi','sessionId':1}|sessionId",
            })
    void aFieldThatIsWrongIsNamed(String argument, String field) {
        String data = "[\"message\"," + argument.replace('\'', '"') + "]";
        assertThat(reader.read(data, false)).isInstanceOfSatisfying(ClientEvent.Wrong.class, wrong -> {
            assertThat(wrong.id()).isEqualTo("m-1");
            assertThat(wrong.problem().fields()).containsOnlyKeys(field);
        });
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        String data = "[\"message\",{\"text\":\"" + "€".repeat(11_000) + "\"}]";
        assertThat(reader.read(data, false)).isInstanceOf(ClientEvent.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[1,{}]",
                "[\"connect\"]",
                "[\"disconnect\",1]",
                "[\"connect_error\"]",
                "[\"disconnecting\"]",
                "[\"newListener\"]",
                "[\"removeListener\"]",
                "[\"message\",{\"text\":\"hi\"}",
                "[\"message\",{\"text\":}]",
                "[\"message\"]]",
                "[\"message\",{}]{}",
                "[\"x\",NaN]",
            })
    void whatBreaksTheProtocolIsMalformed(String data) {
        assertThatThrownBy(() -> reader.read(data, false)).isInstanceOf(Malformed.class);
    }

    @Test
    void deepJsonIsMalformedAndNotAFault() {
        String data = "[\"x\"," + "[".repeat(10_000) + "]".repeat(10_000) + "]";
        assertThatThrownBy(() -> reader.read(data, false)).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"message\",[1,[2]],3]", "[\"message\",\"text\"]", "[\"dance\",{\"a\":[1]},[2]]"})
    void whatMeansNothingIsAnswered(String data) {
        assertThat(reader.read(data, false)).isInstanceOf(ClientEvent.Wrong.class);
    }

    @Test
    void furtherArgumentsArePassedOver() {
        assertThat(reader.read("[\"get_online_users\",{\"tenantId\":\"t\"},[[1]],{\"a\":{}}]", false))
                .isEqualTo(new ClientEvent.OnlineAsked("t"));
        assertThat(reader.read("[\"get_online_users\"]", false)).isEqualTo(new ClientEvent.OnlineAsked(null));
        assertThat(reader.read("[\"typing\",{\"isTyping\":false}]", false))
                .isEqualTo(new ClientEvent.Typed(false, null, null));
    }

    @Test
    void binaryPartsAreRefused() {
        assertThat(reader.read("[\"message\",{\"id\":\"m-1\",\"text\":\"hi\"}]", true))
                .isInstanceOfSatisfying(ClientEvent.Wrong.class, wrong -> {
                    assertThat(wrong.id()).isEqualTo("m-1");
                    assertThat(wrong.problem().code()).isEqualTo(ProblemCode.NOT_SUPPORTED);
                });
    }
}
