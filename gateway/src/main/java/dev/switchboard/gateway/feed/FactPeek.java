package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.WireJson;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/// Reads account and address of a fact and nothing of what follows: they stand near its front, the text behind them.
final class FactPeek {
    private static final ObjectReader ADDRESS =
            WireJson.MAPPER.readerFor(Address.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private FactPeek() {}

    static @Nullable UUID account(byte[] fact) {
        try (JsonParser parser = WireJson.MAPPER.createParser(fact)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("accountId")) {
                    return UUID.fromString(parser.getString());
                }
                parser.skipChildren();
            }
            return null;
        }
    }

    static Place.@Nullable At place(byte[] fact) {
        UUID account = null;
        try (JsonParser parser = WireJson.MAPPER.createParser(fact)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("accountId")) {
                    account = UUID.fromString(parser.getString());
                } else if (value == JsonToken.START_OBJECT && name.equals("address")) {
                    Address address = ADDRESS.readValue(parser);
                    return account == null ? null : new Place.At(account, address);
                } else {
                    parser.skipChildren();
                }
            }
            return null;
        }
    }
}
