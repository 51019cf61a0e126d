package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.customer.EraseCustomer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Ours: administrators erase a customer for good.
@RestController
@Tag(name = "Netia: customers")
class NetiaCustomerEraseController {
    private final EraseCustomer eraseCustomer;

    NetiaCustomerEraseController(EraseCustomer eraseCustomer) {
        this.eraseCustomer = eraseCustomer;
    }

    @Operation(summary = "Erase a customer", description = """
                    For administrators, and for good: the customer, who was merged into it, messages and files.
                    Closed conversations of nobody are left.""")
    @PostMapping("/api/customers/{id}/erase")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> erase(Caller.Staff caller, @PathVariable String id) {
        UUID accountId = NetiaCustomerRights.administering(caller);
        Author by = NetiaCaller.writing(caller).author();
        return eraseCustomer.erase(accountId, NetiaCustomerIds.ofPath(id), by);
    }

    @Operation(summary = "Delete a customer", description = "As erasing it.")
    @DeleteMapping("/api/customers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(Caller.Staff caller, @PathVariable String id) {
        return erase(caller, id);
    }
}
