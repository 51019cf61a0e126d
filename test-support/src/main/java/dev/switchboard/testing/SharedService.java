package dev.switchboard.testing;

import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestContextManager;

/// Stops the service that test classes share after the last of them, while the servers that it needs still run.
class SharedService implements BeforeAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedService.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        AutoCloseable _ = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(SharedService.class, _ -> () -> stop(test), AutoCloseable.class);
    }

    private static void stop(Class<?> test) {
        new TestContextManager(test)
                .getTestContext()
                .markApplicationContextDirty(DirtiesContext.HierarchyMode.EXHAUSTIVE);
    }

    /// Puts the classes that share a service last: whoever starts one of its own empties the topics.
    static class Last implements ClassOrderer {
        @Override
        public void orderClasses(ClassOrdererContext context) {
            context.getClassDescriptors().sort((one, other) -> Boolean.compare(shares(one), shares(other)));
        }

        private static boolean shares(ClassDescriptor test) {
            return test.isAnnotated(SharedIntegrationTest.class);
        }
    }
}
