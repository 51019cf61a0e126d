package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.customer.MergeCustomers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Ours: the desk says that two customers are one, or takes it back.
@RestController
@Tag(name = "Netia: customers")
@RequestMapping("/api/customers/{id}")
class NetiaCustomerMergeController {
    private final MergeCustomers mergeCustomers;

    NetiaCustomerMergeController(MergeCustomers mergeCustomers) {
        this.mergeCustomers = mergeCustomers;
    }

    private record MergeRequest(
            @JsonProperty("into_id") @Nullable String intoId) {
        UUID survivor() {
            if (intoId == null || intoId.isBlank()) {
                throw Problem.field("into_id", "can't be blank");
            }
            try {
                return NetiaCustomerIds.ofPath(intoId);
            } catch (Problem _) {
                throw Problem.field("into_id", "does not exist");
            }
        }
    }

    @Operation(summary = "Merge a customer into another", description = """
                    Identities and conversations move to `into_id`, which learns what it did not know. What arrives
                    meanwhile lands there, too.""")
    @PostMapping("/merge")
    Mono<NetiaCustomerView> merge(Caller.InAccount caller, @PathVariable String id, @RequestBody MergeRequest request) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        String by = desk.author().kind().name().toLowerCase(Locale.ROOT) + ":" + desk.id();
        return mergeCustomers
                .merge(desk.accountId(), NetiaCustomerIds.ofPath(id), request.survivor(), by)
                .map(NetiaCustomerView::of);
    }

    @Operation(summary = "Undo a merge", description = """
                    What moved goes back, with what has begun since at the moved addresses.""")
    @PostMapping("/unmerge")
    Mono<NetiaCustomerView> unmerge(Caller.InAccount caller, @PathVariable String id) {
        return mergeCustomers
                .undo(NetiaCaller.writing(caller).accountId(), NetiaCustomerIds.ofPath(id))
                .map(NetiaCustomerView::of);
    }
}
