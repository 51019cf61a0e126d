package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.switchboard.conversation.conversation.Conversation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation in Netia's shape, expanded by its people and messages.
record NetiaConversation(
        @JsonUnwrapped NetiaBasicConversation basic,
        @Nullable NetiaUser assignee,
        @Nullable NetiaCustomer customer,
        List<NetiaMessage> messages,
        List<String> tags,
        List<String> mentions) {
    static NetiaConversation of(
            Conversation c,
            @Nullable NetiaUser assignee,
            @Nullable NetiaCustomer customer,
            List<NetiaMessage> messages) {
        return new NetiaConversation(
                NetiaBasicConversation.of(c, assignee), assignee, customer, messages, List.of(), List.of());
    }
}
