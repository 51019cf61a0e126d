package dev.switchboard.conversation.chatbot;

import dev.switchboard.common.secret.SealedColumn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where the secrets of outside bots stand, for a rotation.
@Configuration(proxyBeanMethods = false)
class ChatbotSecrets {
    @Bean
    SealedColumn sealedChatbots() {
        return new SealedColumn("chatbot", "secret");
    }
}
