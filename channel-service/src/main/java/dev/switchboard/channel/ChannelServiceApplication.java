package dev.switchboard.channel;

import dev.switchboard.common.blob.BlobWiring;
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

/// Everything between Switchboard and the providers of its channels.
@SpringBootConfiguration
@ComponentScan
@ConfigurationPropertiesScan
@Import({BlobWiring.class, EgressWiring.class})
@UsesHttp
@UsesOpenApi
@UsesPostgres
@UsesStreams
public class ChannelServiceApplication {
    public static final String NAME = "channel-service";

    static void main(String[] arguments) {
        Services.run(ChannelServiceApplication.class, NAME, arguments);
    }
}
