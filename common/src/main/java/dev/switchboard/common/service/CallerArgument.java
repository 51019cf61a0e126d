package dev.switchboard.common.service;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.Set;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Gives a controller its caller. The parameter's type is the permission: a method that takes `Caller.Agent` refuses
/// everybody else. A viewer may ask and change nothing, wherever that is not said to be harmless with `ForViewers`.
class CallerArgument implements HandlerMethodArgumentResolver {
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Caller.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Mono<Object> resolveArgument(
            MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
        Caller caller = InternalTokenFilter.caller(exchange);
        if (caller instanceof Caller.Agent agent && agent.role().equals("viewer") && changes(parameter, exchange)) {
            return Mono.error(Problem.of(ProblemCode.FORBIDDEN, "Viewers cannot change anything"));
        }
        if (parameter.getParameterType().isInstance(caller)) {
            return Mono.just(caller);
        }
        return Mono.error(
                caller instanceof Caller.Anonymous
                        ? Problem.of(ProblemCode.UNAUTHENTICATED, "This needs a credential")
                                .advise("Log in, or send an API key as a Bearer token.")
                        : Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions"));
    }

    private static boolean changes(MethodParameter parameter, ServerWebExchange exchange) {
        return !READS.contains(exchange.getRequest().getMethod()) && !parameter.hasMethodAnnotation(ForViewers.class);
    }
}
