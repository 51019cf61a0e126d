package dev.switchboard.emulators.hubspot;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.EmulatedError;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tokens that were given out. An access token works until its life is over or its refresh token is ended.
@Component
class HubspotGrants {
    private static final int MOST = 10_000;

    private final EmulatorSettings settings;
    private final Set<String> refreshable = ConcurrentHashMap.newKeySet();
    private final Map<String, Access> access = new ConcurrentHashMap<>();

    private record Access(String refresh, Instant until) {}

    record Refusal(String status, String message) {}

    HubspotGrants(EmulatorSettings settings) {
        this.settings = settings;
    }

    String begin() {
        String refresh = UUID.randomUUID().toString();
        refreshable.add(refresh);
        return refresh;
    }

    /// Null where the refresh token is over.
    @Nullable
    String access(String refresh) {
        if (!refreshable.contains(refresh)) {
            return null;
        }
        if (access.size() >= MOST) {
            access.values().removeIf(one -> one.until().isBefore(Instant.now()));
        }
        String token = UUID.randomUUID().toString();
        access.put(
                token,
                new Access(refresh, Instant.now().plusSeconds(settings.hubspot().life())));
        return token;
    }

    void end(String refresh) {
        refreshable.remove(refresh);
    }

    /// @throws EmulatedError with status 401
    void authorize(@Nullable String authorization) {
        Access one = authorization == null ? null : access.get(authorization.replaceFirst("^Bearer ", ""));
        if (one == null || one.until().isBefore(Instant.now()) || !refreshable.contains(one.refresh())) {
            throw new EmulatedError(401, new Refusal("error", "The OAuth token used to make this call expired"));
        }
    }
}
