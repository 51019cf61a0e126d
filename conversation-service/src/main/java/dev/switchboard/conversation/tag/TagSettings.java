package dev.switchboard.conversation.tag;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param mostInAccount how many tags an account may have
/// @param mostOnConversation how many of them a conversation may have
@ConfigurationProperties("switchboard.tags")
record TagSettings(
        @DefaultValue("1000") int mostInAccount,
        @DefaultValue("50") int mostOnConversation) {}
