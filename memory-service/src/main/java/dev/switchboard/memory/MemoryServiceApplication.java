package dev.switchboard.memory;

import dev.switchboard.common.egress.EgressWiring;
import dev.switchboard.common.service.Services;
import dev.switchboard.common.service.UsesHttp;
import dev.switchboard.common.service.UsesOpenApi;
import dev.switchboard.common.service.UsesPostgres;
import dev.switchboard.common.service.UsesStreams;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/// The knowledge base and the memory of conversations.
@SpringBootConfiguration
@ComponentScan
@ConfigurationPropertiesScan
@UsesHttp
@UsesOpenApi
@UsesPostgres
@UsesStreams
@Import(EgressWiring.class)
public class MemoryServiceApplication {
    public static void main(String[] arguments) {
        Services.run(MemoryServiceApplication.class, "memory-service", arguments);
    }
}
