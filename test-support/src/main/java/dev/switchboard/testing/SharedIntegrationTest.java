package dev.switchboard.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;

/// Like `SwitchboardIntegrationTest`, but all classes of a module that carry it share one service with its database and
/// topics, which saves its start. For tests that look at accounts of their own only, and with no settings of their own.
/// They run after the other classes.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = TestEnvironment.MARKER + "=true")
@ExtendWith(SharedService.class)
public @interface SharedIntegrationTest {
    /// The service's application class.
    @AliasFor(annotation = SpringBootTest.class, attribute = "classes")
    Class<?>[] value();
}
