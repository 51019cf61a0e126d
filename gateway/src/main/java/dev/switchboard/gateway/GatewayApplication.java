package dev.switchboard.gateway;

import dev.switchboard.common.service.Services;
import dev.switchboard.common.service.UsesHttp;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/// The gateway. It keeps connections and nothing durable.
@SpringBootConfiguration
@ComponentScan
@UsesHttp
@ImportAutoConfiguration(GatewayAutoConfiguration.class)
public class GatewayApplication {
    public static void main(String[] arguments) {
        Services.run(GatewayApplication.class, "gateway", arguments);
    }
}
