package dev.switchboard.common.service;

import dev.switchboard.common.audit.AuditWiring;
import dev.switchboard.common.messaging.MessagingWiring;
import dev.switchboard.common.messaging.ReplaysWiring;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Import;

/// The service consumes topics with Cloud Stream functions and tells facts through its outbox.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ImportAutoConfiguration
@Import({MessagingWiring.class, ReplaysWiring.class, AuditWiring.class})
public @interface UsesStreams {}
