package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.customer.CustomAttributes;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.CustomerQueries;
import dev.switchboard.conversation.customer.CustomerQueries.Filter;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.customer.UpdateCustomer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The desk's customers.
@RestController
@Tag(name = "Netia: customers")
@RequestMapping("/api/customers")
class NetiaCustomerDeskController {
    private static final int MOST = 100;

    private final Customers customers;
    private final CustomerQueries queries;
    private final CustomAttributes attributes;
    private final UpdateCustomer updateCustomer;

    NetiaCustomerDeskController(
            Customers customers, CustomerQueries queries, CustomAttributes attributes, UpdateCustomer updateCustomer) {
        this.customers = customers;
        this.queries = queries;
        this.attributes = attributes;
        this.updateCustomer = updateCustomer;
    }

    @Operation(summary = "List customers", description = """
                    The newest first, in numbered pages over the first 10,000. `q` finds words in name, e-mail,
                    phone and external id; `tag`, `blocked`, `email` and `external_id` narrow the list.""")
    @GetMapping
    Mono<NetiaCustomerPage> list(
            Caller.InAccount caller,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable Boolean blocked,
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(name = "page_number", defaultValue = "1") int number,
            @RequestParam(name = "page_size", defaultValue = "50") int size) {
        NetiaCaller desk = NetiaCaller.reading(caller);
        Filter filter = new Filter(
                Filter.words("q", q), text("tag", tag), blocked, text("email", email), text("external_id", externalId));
        int limit = Math.clamp(size, 1, MOST);
        int page = Math.max(number, 1);
        long offset = (page - 1L) * limit;
        if (offset + limit > CustomerQueries.MOST) {
            return Mono.error(Problem.field(
                    "page_number", "is past the first " + CustomerQueries.MOST + " customers; narrow the search"));
        }
        return queries.list(desk.accountId(), filter, (int) offset, limit)
                .map(found -> NetiaCustomerPage.of(
                        found.customers().stream().map(NetiaCustomer::forDesk).toList(), page, limit, found.total()));
    }

    @Operation(summary = "Get a customer", description = """
                    One object for Netia and Omnichannel. The id may have either form.""")
    @GetMapping("/{id}")
    Mono<NetiaCustomerView> one(Caller.InAccount caller, @PathVariable String id) {
        return customers
                .byId(NetiaCaller.reading(caller).accountId(), NetiaCustomerIds.ofPath(id))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .map(NetiaCustomerView::of);
    }

    @Operation(summary = "Change a customer", description = """
                    What is absent stays, null takes away. `metadata` and `tags` replace, `custom_attributes`
                    change one by one under their definitions.""")
    @PutMapping("/{id}")
    Mono<NetiaCustomerView> update(
            Caller.InAccount caller, @PathVariable String id, @RequestBody NetiaCustomerRequest request) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        NetiaCaller.sameAccount(caller, request.body().accountId());
        BiFunction<Customer, Instant, Customer> change = request.body().change();
        return attributes
                .check(desk.accountId(), request.body().attributes())
                .then(Mono.defer(() -> change(desk, id, change)));
    }

    /// Ours: nothing that it writes from now on reaches the desk.
    @Operation(summary = "Block a customer", description = """
                    Nothing that it writes from now on reaches the desk: it is refused with a reason, and counted.""")
    @PostMapping("/{id}/block")
    Mono<NetiaCustomerView> block(Caller.InAccount caller, @PathVariable String id) {
        return change(NetiaCaller.writing(caller), id, Customer::blocked);
    }

    @Operation(summary = "Unblock a customer", description = "Its messages are taken again.")
    @PostMapping("/{id}/unblock")
    Mono<NetiaCustomerView> unblock(Caller.InAccount caller, @PathVariable String id) {
        return change(NetiaCaller.writing(caller), id, (customer, _) -> customer.unblocked());
    }

    private Mono<NetiaCustomerView> change(
            NetiaCaller desk, String id, BiFunction<Customer, Instant, Customer> change) {
        return updateCustomer
                .update(desk.accountId(), NetiaCustomerIds.ofPath(id), change)
                .map(NetiaCustomerView::of);
    }

    private static @Nullable String text(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        NetiaTexts texts = new NetiaTexts();
        String text = texts.label(name, value, NetiaCustomerTexts.LONGEST);
        texts.refuse();
        return text;
    }
}
