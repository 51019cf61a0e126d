package dev.switchboard.common.service;

import dev.switchboard.common.identity.Caller;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// For the gateway only, which makes one document of all services' parts.
@RestController
class OpenApiController {
    /// For the whole JVM: springdoc's converters are static, and one service's would be replaced under another's hands.
    private static final Object ONE_AT_A_TIME = new Object();

    private final ObjectProvider<OpenApiPart> part;

    OpenApiController(ObjectProvider<OpenApiPart> part) {
        this.part = part;
    }

    @GetMapping(path = "/internal/openapi", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> part(Caller.Operator caller) {
        return Mono.fromCallable(this::json).subscribeOn(Schedulers.boundedElastic());
    }

    private byte[] json() throws Exception {
        synchronized (ONE_AT_A_TIME) {
            return part.getObject().json();
        }
    }
}
