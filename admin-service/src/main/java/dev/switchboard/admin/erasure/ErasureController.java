package dev.switchboard.admin.erasure;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Shows administrators what was removed of a customer.
@RestController
@Tag(name = "Netia: erasure")
class ErasureController {
    private final Certificates certificates;

    ErasureController(Certificates certificates) {
        this.certificates = certificates;
    }

    private record View(Certificate data) {}

    @Operation(
            summary = "Show the certificate of an erasure",
            description =
                    "What each service has removed of a customer, and when; complete once all have answered. For administrators.")
    @GetMapping("/api/erasures/{customerId}")
    Mono<View> certificate(Caller.Staff caller, @PathVariable String customerId) {
        return certificates
                .of(caller.accountToAdminister(), id(customerId))
                .map(View::new)
                .switchIfEmpty(Mono.error(ErasureController::notFound));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static Problem notFound() {
        return Problem.of(ProblemCode.NOT_FOUND, "Not found");
    }
}
