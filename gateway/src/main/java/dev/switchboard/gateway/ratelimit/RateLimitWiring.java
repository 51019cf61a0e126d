package dev.switchboard.gateway.ratelimit;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The rate limits of this gateway.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitSettings.class)
class RateLimitWiring {
    @Bean
    MemoryBuckets memoryBuckets(RateLimitSettings settings) {
        return new MemoryBuckets(settings.buckets(), settings.longest(), System::nanoTime);
    }

    @Bean
    RateLimits rateLimits(RateLimitSettings settings, Buckets buckets) {
        return new RateLimits(settings, buckets);
    }

    @Bean
    ClientAddress clientAddress(RateLimitSettings settings) {
        return new ClientAddress(settings.trustedProxies());
    }
}
