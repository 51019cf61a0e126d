package dev.switchboard.testing;

import dev.switchboard.common.identity.Tokens;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/// Adds the test's own beans to the service under test.
class TestContext implements ContextCustomizerFactory {
    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        return TestContextAnnotationUtils.hasAnnotation(testClass, SwitchboardIntegrationTest.class)
                        || TestContextAnnotationUtils.hasAnnotation(testClass, SharedIntegrationTest.class)
                ? new TestBeans()
                : null;
    }

    private record TestBeans() implements ContextCustomizer {
        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
            BeanDefinitionCustomizer lazy = definition -> definition.setLazyInit(true);
            Environment environment = context.getEnvironment();
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(Facts.class, () -> new Facts(environment.getRequiredProperty("KAFKA_BOOTSTRAP")), lazy);
            beans.registerBean(
                    CallerClient.class,
                    () -> new CallerClient(
                            environment.getRequiredProperty("local.server.port", Integer.class),
                            context.getBean(Tokens.class)),
                    lazy);
        }
    }
}
