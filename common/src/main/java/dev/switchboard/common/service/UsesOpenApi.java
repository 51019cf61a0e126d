package dev.switchboard.common.service;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Import;

/// The service describes its HTTP routes to the gateway, which makes one OpenAPI document of all services' parts.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ImportAutoConfiguration
@Import(OpenApiWiring.class)
public @interface UsesOpenApi {}
