package dev.switchboard.gateway.auth;

import java.util.List;

/// Which pages may use a publishable key. An origin matches whole or not at all.
public final class Origins {
    private Origins() {}

    public static boolean allow(List<String> allowed, String origin) {
        return allowed.isEmpty() || allowed.stream().anyMatch(o -> o.equalsIgnoreCase(origin));
    }
}
