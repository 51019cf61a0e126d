package dev.switchboard.conversation.api.netia;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/// A text that was sent, which may be null and then takes away what stands there. One that was not sent is no such
/// value.
@JsonDeserialize(using = NetiaCustomerText.Reader.class)
record NetiaCustomerText(@Nullable String text) {
    /// The text, where one was sent.
    static @Nullable String of(@Nullable NetiaCustomerText sent) {
        return sent == null ? null : sent.text;
    }

    static final class Reader extends ValueDeserializer<NetiaCustomerText> {
        @Override
        public NetiaCustomerText deserialize(JsonParser parser, DeserializationContext context) {
            return new NetiaCustomerText(context.readValue(parser, String.class));
        }

        @Override
        public NetiaCustomerText getNullValue(DeserializationContext context) {
            return new NetiaCustomerText(null);
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
