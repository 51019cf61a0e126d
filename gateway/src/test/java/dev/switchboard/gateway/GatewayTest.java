package dev.switchboard.gateway;

import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextConfiguration;

/// The whole gateway before `FakeServices`.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SwitchboardIntegrationTest(GatewayApplication.class)
@ContextConfiguration(initializers = GatewayTest.Behind.class)
public @interface GatewayTest {
    /// Starts the fake services before the gateway asks where they are.
    class Behind
            implements org.springframework.context.ApplicationContextInitializer<
                    org.springframework.context.ConfigurableApplicationContext> {
        @Override
        public void initialize(org.springframework.context.ConfigurableApplicationContext context) {
            FakeServices services = new FakeServices();
            var beans = (org.springframework.context.support.GenericApplicationContext) context;
            beans.registerBean(FakeServices.class, () -> services);
            org.springframework.boot.test.util.TestPropertyValues.of(
                            "switchboard.routing.services.conversation=" + services.uri(),
                            "switchboard.routing.services.admin=" + services.uri(),
                            "switchboard.routing.services.channel=" + services.uri(),
                            "switchboard.routing.services.ai=" + services.lateUri(),
                            "switchboard.routing.patience=2s",
                            // nothing listens there
                            "switchboard.routing.services.memory=http://localhost:1")
                    .applyTo(context);
        }
    }
}
