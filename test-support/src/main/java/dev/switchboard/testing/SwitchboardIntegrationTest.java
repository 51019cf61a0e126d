package dev.switchboard.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.annotation.DirtiesContext;

/// Starts one service as it runs in production, on a random port, against a real PostgreSQL with a database of its
/// own and a real Kafka with empty topics. `Facts` and `CallerClient` are beans of the test's context; settings are
/// overridden with `@TestPropertySource` or `@DynamicPropertySource`.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = TestEnvironment.MARKER + "=true")
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_CLASS)
public @interface SwitchboardIntegrationTest {
    /// The service's application class, first; then configuration that only the test needs.
    @AliasFor(annotation = SpringBootTest.class, attribute = "classes")
    Class<?>[] value();
}
