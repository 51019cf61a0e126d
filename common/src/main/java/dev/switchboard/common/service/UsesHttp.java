package dev.switchboard.common.service;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Import;

/// The service answers HTTP: WebFlux on Netty, actuator, metrics, problem documents. The auto-configurations are the
/// ones listed in `META-INF/spring/…UsesHttp.imports` and no other, because in one JVM every service sees the class
/// path of all.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ImportAutoConfiguration
@Import(HttpWiring.class)
public @interface UsesHttp {}
