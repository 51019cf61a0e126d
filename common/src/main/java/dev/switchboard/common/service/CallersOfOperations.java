package dev.switchboard.common.service;

import dev.switchboard.common.identity.Caller;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/// Reads an operation's credentials off the type of its caller, which is its permission.
final class CallersOfOperations implements GlobalOperationCustomizer {
    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        return operation.security(credentials(caller(method)));
    }

    private static @Nullable Class<?> caller(HandlerMethod method) {
        return Arrays.stream(method.getMethod().getParameterTypes())
                .filter(Caller.class::isAssignableFrom)
                .findFirst()
                .orElse(null);
    }

    private static List<SecurityRequirement> credentials(@Nullable Class<?> caller) {
        if (caller == null) {
            return List.of();
        }
        if (caller == Caller.Agent.class) {
            return one("session");
        }
        if (Caller.Staff.class.isAssignableFrom(caller)) {
            return one("session", "secretKey", "apiKey");
        }
        if (Caller.InAccount.class.isAssignableFrom(caller)) {
            return one("session", "secretKey", "apiKey", "widgetSession");
        }
        Stream<SecurityRequirement> nobody = Stream.of(new SecurityRequirement());
        return Stream.concat(nobody, one("session", "secretKey", "apiKey", "publishableKey", "widgetSession").stream())
                .toList();
    }

    /// Any one of them.
    private static List<SecurityRequirement> one(String... schemes) {
        return Arrays.stream(schemes)
                .map(scheme -> new SecurityRequirement().addList(scheme))
                .toList();
    }
}
