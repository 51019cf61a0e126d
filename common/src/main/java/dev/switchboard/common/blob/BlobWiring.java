package dev.switchboard.common.blob;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The store, for services that import it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BlobSettings.class)
public class BlobWiring {
    @Bean
    Blobs blobs(BlobSettings settings) {
        return new Blobs(settings.folder(), settings.largest());
    }
}
