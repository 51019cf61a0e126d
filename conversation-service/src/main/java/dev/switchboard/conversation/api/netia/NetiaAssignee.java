package dev.switchboard.conversation.api.netia;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/// An `assignee_id` that was sent: a number, or null for nobody. One that was not sent is no such value.
@JsonDeserialize(using = NetiaAssignee.Reader.class)
record NetiaAssignee(@Nullable Integer number) {
    static final class Reader extends ValueDeserializer<NetiaAssignee> {
        @Override
        public NetiaAssignee deserialize(JsonParser parser, DeserializationContext context) {
            return new NetiaAssignee(context.readValue(parser, Integer.class));
        }

        @Override
        public NetiaAssignee getNullValue(DeserializationContext context) {
            return new NetiaAssignee(null);
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
