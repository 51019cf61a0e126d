package dev.switchboard.conversation;

import dev.switchboard.common.blob.BlobWiring;
import dev.switchboard.common.service.Services;
import dev.switchboard.common.service.UsesHttp;
import dev.switchboard.common.service.UsesOpenApi;
import dev.switchboard.common.service.UsesPostgres;
import dev.switchboard.common.service.UsesStreams;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/// The system of record.
@SpringBootConfiguration
@ComponentScan
@ConfigurationPropertiesScan
@UsesHttp
@UsesOpenApi
@UsesPostgres
@UsesStreams
@Import(BlobWiring.class)
public class ConversationServiceApplication {
    public static void main(String[] arguments) {
        Services.run(ConversationServiceApplication.class, "conversation-service", arguments);
    }
}
