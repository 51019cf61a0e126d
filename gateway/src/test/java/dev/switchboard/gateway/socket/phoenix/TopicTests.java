package dev.switchboard.gateway.socket.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTests {
    private static final UUID ID = UUID.fromString("0199d3a0-0000-7000-8000-000000000001");

    @Test
    void everyDocumentedTopicIsKnown() {
        assertThat(Topic.of("conversation:" + ID)).isEqualTo(new Topic.Conversation(ID));
        assertThat(Topic.of("conversation:lobby")).isEqualTo(new Topic.Lobby(null));
        assertThat(Topic.of("conversation:lobby:" + ID)).isEqualTo(new Topic.Lobby(ID));
        assertThat(Topic.of("notification:" + ID)).isEqualTo(new Topic.Notification(ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "conversation:",
                "conversation:1-1-1-1-1",
                "conversation:lobby:",
                "notification:lobby",
                "room:lobby",
                "events:0199d3a0-0000-7000-8000-000000000001:x",
                "issue:0199d3a0-0000-7000-8000-000000000001"
            })
    void anythingElseIsUnmatched(String name) {
        assertThat(Topic.of(name)).isEqualTo(new Topic.Unmatched());
    }
}
