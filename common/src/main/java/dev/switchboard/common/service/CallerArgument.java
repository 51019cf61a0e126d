package dev.switchboard.common.service;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Gives a controller its caller. The parameter's type is the permission: a method that takes `Caller.Agent` refuses
/// everybody else.
class CallerArgument implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Caller.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Mono<Object> resolveArgument(
            MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
        Caller caller = InternalTokenFilter.caller(exchange);
        if (parameter.getParameterType().isInstance(caller)) {
            return Mono.just(caller);
        }
        return Mono.error(
                caller instanceof Caller.Anonymous
                        ? Problem.of(ProblemCode.UNAUTHENTICATED, "This needs a credential")
                                .advise("Log in, or send an API key as a Bearer token.")
                        : Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions"));
    }
}
