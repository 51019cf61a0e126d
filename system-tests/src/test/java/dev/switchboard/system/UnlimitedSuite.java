package dev.switchboard.system;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RateLimits;
import dev.switchboard.suite.RunningSuite;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one suite without rate limits that they share: they send more than those would let through, and
/// leave the demo tenant's settings as they please. A call that waits for the AI waits for a moment only. What matters
/// to a test stands in an account of its own.
public final class UnlimitedSuite implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(UnlimitedSuite.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningSuite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(RunningSuite.class, _ -> start(), RunningSuite.class);
    }

    private static RunningSuite start() {
        Map<String, String> unlimited =
                RateLimits.raised("NETIA", "OMNICHANNEL", "PLATFORM", "AMOIQ", "HOOKS", "NOWHERE", "BEGINNINGS");
        unlimited.put("SWITCHBOARD_CALLS_PATIENCE", "300ms");
        return Installation.fresh().with(unlimited).up();
    }
}
