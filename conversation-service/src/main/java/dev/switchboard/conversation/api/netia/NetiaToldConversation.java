package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/// A changed conversation as the desk's sockets are told of it: all that may have changed, so that nobody who hears it
/// has to ask. Its customer and messages clients have from elsewhere.
record NetiaToldConversation(
        @JsonUnwrapped NetiaBasicConversation basic, List<NetiaTag> tags, List<NetiaMention> mentions) {}
