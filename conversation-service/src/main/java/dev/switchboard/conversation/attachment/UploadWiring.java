package dev.switchboard.conversation.attachment;

import dev.switchboard.common.blob.Blobs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.multipart.DefaultPartHttpMessageReader;
import org.springframework.http.codec.multipart.MultipartHttpMessageReader;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/// Bounds what a multipart body may have, while it comes: a larger part ends the reading.
@Configuration(proxyBeanMethods = false)
class UploadWiring {
    private static final int MOST_PARTS = 8;
    private static final int LARGEST_HEADERS = 8 * 1024;
    private static final int IN_MEMORY = 64 * 1024;

    @Bean
    WebFluxConfigurer uploadBounds(Blobs blobs) {
        return new WebFluxConfigurer() {
            @Override
            public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
                DefaultPartHttpMessageReader parts = new DefaultPartHttpMessageReader();
                parts.setMaxParts(MOST_PARTS);
                parts.setMaxHeadersSize(LARGEST_HEADERS);
                parts.setMaxInMemorySize(IN_MEMORY);
                parts.setMaxDiskUsagePerPart(blobs.largest().toBytes());
                codecs.defaultCodecs().multipartReader(new MultipartHttpMessageReader(parts));
            }
        };
    }

    @Bean
    UploadGate uploadGate(Blobs blobs) {
        return new UploadGate(blobs.largest());
    }
}
