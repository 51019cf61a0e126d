package dev.switchboard.conversation.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.id.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTests {
    @Test
    void aCursorReadsAsItWasWritten() {
        Cursor cursor = new Cursor(ConversationsFixture.NOON, Ids.next(), 51);
        assertThat(Cursor.parse(cursor.text())).contains(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "%00",
                "MTIz",
                "OTk5OTk5OTk5OTk5OTk5OTk5OTk5fHg",
                "OTk5OTk5OTk5OTk5OTk5fDAtMC0wLTAtMA",
                "MXx4"
            })
    void whatIsNoCursorIsNone(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
