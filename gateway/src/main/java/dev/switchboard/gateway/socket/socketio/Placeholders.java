package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.WireJson;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The places in a binary packet's JSON where its attachments belong: `{"_placeholder":true,"num":0}`. Each
/// attachment has one, and there are no others.
final class Placeholders {
    private Placeholders() {}

    /// One object of the JSON that may be a place.
    private static final class Candidate {
        private boolean marked;
        private int number = -1;
    }

    /// @throws Malformed unless every attachment has its place
    static void check(String json, int attachments) {
        BitSet places = new BitSet(attachments);
        Deque<Candidate> open = new ArrayDeque<>();
        try (JsonParser parser = WireJson.MAPPER.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT -> open.push(new Candidate());
                    case END_OBJECT -> place(open.pop(), places, attachments);
                    case PROPERTY_NAME -> property(parser, open);
                    default -> {}
                }
            }
        } catch (JacksonException _) {
            throw new Malformed("invalid JSON");
        }
        if (places.cardinality() != attachments) {
            throw new Malformed("an attachment without its place");
        }
    }

    private static void property(JsonParser parser, Deque<Candidate> open) {
        Candidate candidate = open.element();
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT) {
            open.push(new Candidate());
        } else if (name.equals("_placeholder")) {
            candidate.marked = value == JsonToken.VALUE_TRUE;
        } else if (name.equals("num") && value == JsonToken.VALUE_NUMBER_INT) {
            candidate.number = parser.getValueAsInt(-1);
        }
    }

    private static void place(Candidate candidate, BitSet places, int attachments) {
        if (!candidate.marked) {
            return;
        }
        if (candidate.number < 0 || candidate.number >= attachments || places.get(candidate.number)) {
            throw new Malformed("a place without its attachment");
        }
        places.set(candidate.number);
    }
}
