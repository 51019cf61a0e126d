package dev.switchboard.admin.subscription.payload;

import static dev.switchboard.admin.subscription.WebhookFacts.AT;
import static dev.switchboard.admin.subscription.WebhookFacts.customerOf;
import static dev.switchboard.admin.subscription.WebhookFacts.message;
import static dev.switchboard.admin.subscription.WebhookFacts.note;
import static dev.switchboard.admin.subscription.WebhookFacts.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.admin.subscription.EventFormat;
import dev.switchboard.admin.subscription.EventType;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The examples of netia-api-guide.md and amoiq-chat-widget-api.md.
class PayloadTests {
    private final UUID account = Ids.next();
    private final UUID conversation = Ids.next();

    @Test
    void aMessageIsToldAsNetiaTellsIt() {
        MessageCreated message = said(account, conversation, 1);
        JsonNode body = body(MessageEvents.of(message), EventFormat.NETIA);
        assertThat(body.propertyNames()).containsExactly("event", "payload");
        assertText(body, "event", "message:created");
        JsonNode payload = body.path("payload");
        assertText(payload, "id", message.messageId());
        assertText(payload, "body", "Hello!");
        assertText(payload, "conversation_id", conversation);
        assertText(payload, "customer_id", customerOf(conversation));
        assertThat(payload.path("user_id").isNull()).isTrue();
        assertText(payload, "created_at", "2024-01-15T10:30:00.000Z");
    }

    @Test
    void anAgentsMessageNamesItsNumberAndNoCustomer() {
        MessageCreated message = message(account, conversation, 2, "Hi", MessageCreated.Kind.REPLY, "Jane Smith");
        JsonNode payload = body(MessageEvents.of(message), EventFormat.NETIA).path("payload");
        assertThat(payload.path("user_id").asInt()).isEqualTo(7);
        assertThat(payload.path("customer_id").isNull()).isTrue();
        JsonNode data = body(MessageEvents.of(message), EventFormat.AMOIQ).path("data");
        assertText(data, "senderType", "agent");
    }

    @Test
    void aMessageIsToldAsAmoiqTellsIt() {
        MessageCreated message = said(account, conversation, 1);
        JsonNode body = body(MessageEvents.of(message), EventFormat.AMOIQ);
        assertThat(body.propertyNames()).containsExactly("event", "timestamp", "data");
        assertText(body, "event", "message.created");
        assertText(body, "timestamp", "2024-01-15T10:30:00.000Z");
        JsonNode data = body.path("data");
        assertText(data, "messageId", message.messageId());
        assertText(data, "sessionId", "session-456");
        assertText(data, "userId", "user-789");
        assertText(data, "tenantId", account);
        assertText(data, "text", "Hello!");
        assertText(data, "senderType", "user");
    }

    @Test
    void aNoteIsPrivateAndNotToldInAmoiqsFormat() {
        Event event = MessageEvents.of(note(account, conversation, 2));
        assertThat(event.isToldIn(EventFormat.AMOIQ)).isFalse();
        assertThat(body(event, EventFormat.NETIA)
                        .path("payload")
                        .path("private")
                        .asBoolean())
                .isTrue();
        MessageUpdated edited = new MessageUpdated.Edited(
                Ids.next(), account, conversation, AT, 4, Ids.next(), "still", MessageCreated.Kind.NOTE);
        assertThat(MessageEvents.of(edited)).hasValueSatisfying(change -> {
            assertThat(change.isToldIn(EventFormat.AMOIQ)).isFalse();
            assertThat(body(change, EventFormat.NETIA)
                            .path("payload")
                            .path("private")
                            .asBoolean())
                    .isTrue();
        });
    }

    @Test
    void theEndOfAConversationIsAChangeAndAnEnd() {
        List<Event> events = ConversationEvents.of(new ConversationUpdated.StatusChanged(
                Ids.next(), account, conversation, AT, 5, "resolved", Author.system()));
        assertThat(events)
                .extracting(Event::type)
                .containsExactly(EventType.CONVERSATION_UPDATED, EventType.CONVERSATION_CLOSED);
        JsonNode payload = body(events.getFirst(), EventFormat.NETIA).path("payload");
        assertText(payload, "id", conversation);
        assertText(payload, "status", "closed");
        assertText(payload, "ticket_status", "resolved");
        assertThat(payload.propertyNames()).doesNotContain("priority", "tags", "owner");
    }

    @Test
    void ofAnErasedCustomerOnlyTheIdIsTold() {
        UUID customer = customerOf(conversation);
        Event created = CustomerEvents.of(new CustomerUpdated.Created(
                        Ids.next(), account, customer, AT, new Profile("Omar", "omar@example.test", null)))
                .orElseThrow();
        assertText(body(created, EventFormat.NETIA).path("payload"), "name", "Omar");
        Event erased = CustomerEvents.of(
                        new CustomerUpdated.Erased(Ids.next(), account, customer, AT, List.of(), List.of("omar")))
                .orElseThrow();
        assertThat(body(erased, EventFormat.NETIA).path("payload").propertyNames())
                .containsExactly("id", "object", "account_id", "updated_at");
    }

    private static JsonNode body(Event event, EventFormat format) {
        return WireJson.MAPPER.readTree(event.body(format));
    }

    private static void assertText(JsonNode json, String field, Object expected) {
        assertThat(json.path(field).asString()).isEqualTo(expected.toString());
    }
}
