package dev.switchboard.suite;

import java.util.HashMap;
import java.util.Map;

/// Rate limits of the gateway that a bench or a test would run into, moved out of its way.
public final class RateLimits {
    private static final String RAISED = "100000000";

    private RateLimits() {}

    /// @param policies by their names in the route table, in upper case
    /// @return environment variables, to which others may be added
    public static Map<String, String> raised(String... policies) {
        Map<String, String> raised = new HashMap<>();
        for (String policy : policies) {
            raised.put("SWITCHBOARD_RATELIMIT_POLICIES_" + policy + "_LIMIT", RAISED);
        }
        return raised;
    }
}
