package dev.switchboard.admin.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated.Responder;
import dev.switchboard.common.contract.AuditRecorded.Change;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.WidgetSettings;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTests {
    private static final Inbox INBOX = new Inbox(
            Ids.next(),
            Ids.next(),
            "Web shop",
            Channel.WEB,
            Responder.AI,
            false,
            List.of(),
            "sealed-1",
            null,
            widget("{\"title\": \"Hello\", \"color\": \"#112233\"}"),
            Instant.parse("2026-11-20T10:00:00Z"),
            null);

    @Test
    void theAuditLogHearsWhatChangedAndNothingElse() {
        Inbox changed = INBOX.set("Web shop", Responder.NONE, false, List.of("https://shop.example"))
                .show(widget("{\"title\": \"Good morning\", \"is_open_by_default\": true}"));
        assertThat(changed.changeOf(INBOX).changes())
                .containsExactly(
                        new Change("responder", "AI", "NONE"),
                        new Change("allowed_origins", "[]", "[https://shop.example]"),
                        new Change("widget.is_open_by_default", null, "true"),
                        new Change("widget.title", "Hello", "Good morning"));
        assertThat(INBOX.changeOf(INBOX).changes()).isEmpty();
    }

    @Test
    void itHearsOfASecretThatItIsAnother() {
        assertThat(INBOX.withSecrets("sealed-2", "sealed-3").changeOf(INBOX).changes())
                .containsExactly(new Change("identity_secret", null, null), new Change("bot_secret", null, null));
    }

    private static WidgetSettings widget(String json) {
        return WireJson.read(json, WidgetSettings.class);
    }
}
