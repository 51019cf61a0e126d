package dev.switchboard.ai;

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

/// The AI agent.
@SpringBootConfiguration
@ComponentScan
@ConfigurationPropertiesScan
@UsesHttp
@UsesOpenApi
@UsesPostgres
@UsesStreams
@Import(BlobWiring.class)
public class AiServiceApplication {
    public static void main(String[] arguments) {
        Services.run(AiServiceApplication.class, "ai-service", arguments);
    }
}
