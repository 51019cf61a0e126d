package dev.switchboard.emulators.google;

import dev.switchboard.emulators.EmulatorSettings;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The tokens that stand: those for good by themselves, those for an hour with the one that they were given for.
@Component
class Grants {
    private static final int MOST = 1000;

    private final String first;
    private final Set<String> refresh = ConcurrentHashMap.newKeySet();
    private final Map<String, String> access = new ConcurrentHashMap<>();

    Grants(EmulatorSettings settings) {
        first = settings.google().refreshToken();
        refresh.add(first);
    }

    String agree() {
        String token = "1//" + UUID.randomUUID();
        refresh.add(token);
        return token;
    }

    /// Absent where the agreement was ended.
    @Nullable
    String access(String refreshToken) {
        if (!refresh.contains(refreshToken)) {
            return null;
        }
        if (access.size() >= MOST) {
            access.clear();
        }
        String token = "ya29." + UUID.randomUUID();
        access.put(token, refreshToken);
        return token;
    }

    boolean opens(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith("Bearer ")
                && access.containsKey(authorization.substring(7));
    }

    void end(String token) {
        refresh.remove(token);
        access.values().removeIf(token::equals);
    }

    /// To what was agreed before the emulators started.
    void agreeAgain() {
        refresh.add(first);
    }

    void endAll() {
        refresh.clear();
        access.clear();
    }
}
