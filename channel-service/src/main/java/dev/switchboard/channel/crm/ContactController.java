package dev.switchboard.channel.crm;

import dev.switchboard.channel.oauth.Agreements;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.IntegrationActed;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Contacts for those who answer customers: seen, made, and linked to conversations.
@RestController
@Tag(name = "Netia: integrations")
class ContactController {
    /// Of a path like `/api/hubspot/contacts`.
    private static final int PROVIDER = 2;

    private final Crms crms;
    private final Contacts contacts;
    private final Agreements agreements;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    ContactController(
            Crms crms,
            Contacts contacts,
            Agreements agreements,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.crms = crms;
        this.contacts = contacts;
        this.agreements = agreements;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    record Data<T>(T data) {}

    /// @param state due waits to be sent, stale to be read, kept is alike on both sides, refused says why in `reason`
    @JsonNaming(SnakeCaseStrategy.class)
    record ContactView(
            @Nullable String id,
            @Nullable String email,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String url,
            @Nullable UUID customerId,
            @Nullable String state,
            @Nullable String reason) {}

    private Crm named(ServerHttpRequest request) {
        return crms.of(request.getPath().value().split("/", -1)[PROVIDER]);
    }

    @Operation(
            summary = "Find a contact of the CRM",
            description =
                    "By `customer_id`: how far the customer and its contact are alike. By `email`: as the CRM has "
                            + "it now. 404 where there is none.")
    @GetMapping({"/api/hubspot/contacts", "/api/intercom/contacts"})
    Mono<Data<ContactView>> find(
            Caller.Staff caller,
            ServerHttpRequest request,
            @RequestParam(name = "customer_id", required = false) @Nullable UUID customerId,
            @RequestParam(required = false) @Nullable String email) {
        Crm crm = named(request);
        if (customerId == null && (email == null || email.isBlank() || email.length() > 320)) {
            throw Problem.field("email", "can't be blank without customer_id");
        }
        Mono<ContactView> found = customerId != null
                ? contacts.of(caller.accountId(), crm.application().provider(), customerId)
                        .flatMap(kept -> url(caller.accountId(), crm, kept.contactId())
                                .map(url -> new ContactView(
                                        kept.contactId(),
                                        kept.email(),
                                        kept.name(),
                                        kept.phone(),
                                        url.isEmpty() ? null : url,
                                        kept.customerId(),
                                        kept.state(),
                                        kept.reason())))
                : agreements
                        .tokens(caller.accountId(), crm.application())
                        .flatMap(tokens -> crm.find(tokens, String.valueOf(email)))
                        .flatMap(person -> view(caller.accountId(), crm, person, null));
        return found.switchIfEmpty(Mono.error(() -> Problem.notFound("Contact")))
                .map(Data::new);
    }

    private Mono<ContactView> view(UUID account, Crm crm, Crm.Person person, @Nullable UUID customerId) {
        return url(account, crm, person.id())
                .map(url -> new ContactView(
                        person.id(), person.email(), person.name(), person.phone(), url, customerId, null, null));
    }

    /// Empty text where the CRM has no such contact.
    private Mono<String> url(UUID account, Crm crm, @Nullable String contactId) {
        return contactId == null
                ? Mono.just("")
                : agreements
                        .of(account, crm.application().provider())
                        .map(connection -> crm.address(connection.externalId(), contactId))
                        .defaultIfEmpty("");
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record ContactRequest(
            @NotBlank @Email @Size(max = 320) @Schema(example = "john@example.com")
            String email,

            @Nullable @Size(max = 200) @Schema(example = "John Doe")
            String name,

            @Nullable @Size(max = 40) String phone,
            @Nullable UUID customerId,
            @Nullable UUID conversationId) {}

    @Operation(
            summary = "Make or change a contact of the CRM",
            description =
                    "By its `email`; what is absent stays as it is there. With `customer_id` the customer and the "
                            + "contact are kept alike from then on. With `conversation_id` a note in the conversation links to "
                            + "the contact.")
    @PostMapping({"/api/hubspot/contacts", "/api/intercom/contacts"})
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Data<ContactView>> create(
            Caller.Staff caller, ServerHttpRequest request, @Valid @RequestBody ContactRequest wanted) {
        UUID account = caller.accountToChange();
        Crm crm = named(request);
        Crm.Person person = new Crm.Person(null, wanted.email(), wanted.name(), wanted.phone());
        return agreements
                .tokens(account, crm.application())
                .flatMap(tokens -> crm.upsert(tokens, List.of(person)))
                .mapNotNull(ids -> ids.values().stream().findFirst().orElse(null))
                .switchIfEmpty(Mono.error(() -> Crm.refused(crm.application().title(), "nothing was made of it")))
                .map(id -> new Crm.Person(id, person.email(), person.name(), person.phone()))
                .flatMap(made -> view(account, crm, made, wanted.customerId())
                        .flatMap(view ->
                                remember(account, crm, made, wanted, view).thenReturn(new Data<>(view))));
    }

    private Mono<Void> remember(UUID account, Crm crm, Crm.Person made, ContactRequest wanted, ContactView view) {
        UUID customer = wanted.customerId();
        UUID conversation = wanted.conversationId();
        Mono<Void> kept = customer == null
                ? Mono.empty()
                : contacts.add(account, crm.application().provider(), customer, made);
        String title = crm.application().title();
        Mono<Void> noted = conversation == null
                ? Mono.empty()
                : outbox.tell(new IntegrationActed.Noted(
                        Ids.next(),
                        account,
                        conversation,
                        clock.instant(),
                        new Author(Author.Kind.SYSTEM, null, title, null),
                        title + " contact: [" + wanted.email() + "](" + view.url() + ")"));
        return kept.then(noted).as(transaction::transactional);
    }
}
