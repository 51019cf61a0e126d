package dev.switchboard.common.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.secret.MasterKeys;
import dev.switchboard.common.secret.SecretBox;
import dev.switchboard.common.secret.SecretKeyBase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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
    Brokers brokers(Environment environment) {
        return Brokers.of(environment);
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
    MasterKeys masterKeys(SecretKeyBase base, Environment environment) {
        String file = environment.getProperty("SECRET_MASTER_KEYS_FILE", "");
        List<String> given =
                List.of(environment.getProperty("SECRET_MASTER_KEYS", "").split(","));
        return new MasterKeys(
                base, given.stream().filter(text -> !text.isBlank()).toList(), file.isBlank() ? null : Path.of(file));
    }

    @Bean
    SecretBox secretBox(MasterKeys keys) {
        return new SecretBox(keys);
    }

    @Bean
    Spans spans(Environment environment) {
        return Spans.of(environment.getRequiredProperty("spring.application.name"), environment);
    }

    @Bean
    TraceFilter traceFilter(Environment environment, Spans spans) {
        return new TraceFilter(environment.getRequiredProperty("spring.application.name"), spans);
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
