package dev.switchboard.common.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.common.secret.SecretBox;
import dev.switchboard.common.secret.SecretKeyBase;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import reactor.core.publisher.Hooks;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;

/// The beans of every service: clock, keys, tokens, and the filters that all HTTP passes.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties
class HttpWiring {
    static {
        Trace.followReactor();
        Hooks.enableAutomaticContextPropagation();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecretKeyBase secretKeyBase(Environment environment) {
        String secret = environment.getProperty("SECRET_KEY_BASE");
        if (secret == null) {
            throw new IllegalArgumentException("SECRET_KEY_BASE is not set; make one with: openssl rand -base64 48");
        }
        return new SecretKeyBase(secret);
    }

    @Bean
    Tokens tokens(SecretKeyBase base, Clock clock) {
        return new Tokens(base, clock);
    }

    @Bean
    SecretBox secretBox(SecretKeyBase base) {
        return new SecretBox(base);
    }

    @Bean
    TraceFilter traceFilter(Environment environment) {
        return new TraceFilter(environment.getRequiredProperty("spring.application.name"));
    }

    @Bean
    ProblemHandler problemHandler() {
        return new ProblemHandler();
    }

    @Bean
    JsonMapperBuilderCustomizer httpJson() {
        return builder -> builder.enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.ALWAYS));
    }

    @Bean
    WebFluxConfigurer callerArguments() {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                configurer.addCustomResolver(new CallerArgument());
            }
        };
    }
}
