package dev.switchboard.emulators.intercom;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.EmulatedError;
import dev.switchboard.emulators.fault.Reaction;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// How Intercom refuses.
final class IntercomErrors {
    private IntercomErrors() {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record ErrorList(String type, String requestId, List<Error> errors) {}

    private record Error(String code, String message) {}

    static EmulatedError of(int status, String code, String message) {
        return new EmulatedError(
                status, new ErrorList("error.list", UUID.randomUUID().toString(), List.of(new Error(code, message))));
    }

    /// @throws EmulatedError with status 401
    static void authorize(EmulatorSettings.Intercom own, @Nullable String authorization) {
        if (!("Bearer " + own.accessToken()).equals(authorization)) {
            throw of(401, "unauthorized", "Access Token Invalid");
        }
    }

    static <A> Reaction<A> taking(Supplier<A> taken) {
        return new Reaction<>() {
            @Override
            public A accept(boolean undelivered) {
                return taken.get();
            }

            @Override
            public RuntimeException tooMany() {
                return of(429, "rate_limit_exceeded", "Exceeded rate limit");
            }

            @Override
            public RuntimeException fails() {
                return of(500, "server_error", "Something went wrong");
            }

            @Override
            public RuntimeException refuses() {
                return of(422, "parameter_invalid", "Body is not taken");
            }
        };
    }
}
