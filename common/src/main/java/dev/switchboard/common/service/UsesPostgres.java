package dev.switchboard.common.service;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Import;

/// The service keeps its own PostgreSQL schema: R2DBC with transactions, Flyway from `db/<service>`. Such a service
/// stands behind the gateway, so its HTTP takes internal tokens only.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@AutoConfigurationPackage
@ImportAutoConfiguration
@Import({InternalTokenFilter.class, PeriodicTasks.class, QuerySpans.class, SecretsWiring.class})
public @interface UsesPostgres {}
