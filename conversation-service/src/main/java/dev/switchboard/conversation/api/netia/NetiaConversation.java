package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation in Netia's shape, expanded by its people and messages.
record NetiaConversation(
        @JsonUnwrapped NetiaBasicConversation basic,
        @Nullable NetiaUser assignee,
        @Nullable NetiaCustomer customer,
        List<NetiaMessage> messages,
        List<NetiaTag> tags,
        List<NetiaMention> mentions) {}
