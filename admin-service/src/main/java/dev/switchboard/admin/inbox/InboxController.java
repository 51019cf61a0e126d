package dev.switchboard.admin.inbox;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.AccountUpdated.Responder;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.secret.SecretBox;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Inboxes in Netia's form.
@RestController
@Tag(name = "Netia: inboxes")
@RequestMapping("/api/inboxes")
class InboxController {
    private static final int MOST = 1000;

    private final Inboxes inboxes;
    private final CreateInbox createInbox;
    private final ChangeInbox changeInbox;
    private final SecretBox secrets;
    private final Clock clock;

    InboxController(Inboxes inboxes, CreateInbox createInbox, ChangeInbox changeInbox, SecretBox secrets, Clock clock) {
        this.inboxes = inboxes;
        this.createInbox = createInbox;
        this.changeInbox = changeInbox;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Operation(summary = "List inboxes", description = "At most 1,000; archived ones where `archived=true`.")
    @GetMapping
    Mono<Many> list(Caller.Staff caller, @RequestParam(defaultValue = "false") boolean archived) {
        return inboxes.list(caller.accountId(), archived, MOST)
                .map(InboxView::of)
                .collectList()
                .map(Many::new);
    }

    @Operation(summary = "Show an inbox", description = "Its secrets are never shown again.")
    @GetMapping("/{id}")
    Mono<One> one(Caller.Staff caller, @PathVariable UUID id) {
        return inboxes.byId(caller.accountId(), id)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Inbox")))
                .map(One::of);
    }

    @Operation(
            summary = "Make an inbox",
            description =
                    "For administrators. `responder` is who answers first: `none`, `ai` or `bot` (an outside one). "
                            + "`allowed_origins` are the pages that may use its widget; none allows all.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<One> create(Caller.Staff caller, @RequestBody InboxBody request) {
        InboxFields fields = request.fields();
        InboxRequest wish = new InboxRequest(
                Ids.next(),
                fields.nameOr(null),
                fields.newChannel(),
                fields.responder() == null ? Responder.NONE : fields.responder(),
                fields.widgetTokenRequired(),
                fields.originsOr(List.of()),
                null);
        return createInbox.create(ChangeInbox.administered(caller), wish).map(One::of);
    }

    @Operation(
            summary = "Change an inbox",
            description =
                    "For administrators. What is left out stays. It counts at every socket and route within seconds.")
    @PutMapping("/{id}")
    Mono<One> change(Caller.Staff caller, @PathVariable UUID id, @RequestBody InboxBody request) {
        InboxFields fields = request.fields();
        if (fields.channel() != null) {
            throw Problem.field("channel", "cannot be changed");
        }
        return changeInbox
                .change(
                        ChangeInbox.administered(caller),
                        id,
                        inbox -> inbox.set(
                                fields.nameOr(inbox.name()),
                                fields.responder() == null ? inbox.responder() : fields.responder(),
                                fields.widgetTokenRequired() == null
                                        ? inbox.widgetTokenRequired()
                                        : fields.widgetTokenRequired(),
                                fields.originsOr(inbox.allowedOrigins())))
                .map(One::of);
    }

    @Operation(
            summary = "Archive an inbox",
            description = "Its widget is closed and nobody begins a conversation there; what was said stays. "
                    + "`{\"archived\": false}` opens it again.")
    @PostMapping("/{id}/archive")
    Mono<One> archive(
            Caller.Staff caller,
            @PathVariable UUID id,
            @RequestBody(required = false) @Nullable ArchiveRequest request) {
        boolean archived = request == null || !Boolean.FALSE.equals(request.archived());
        return changeInbox
                .change(ChangeInbox.administered(caller), id, inbox -> inbox.archive(archived ? clock.instant() : null))
                .map(One::of);
    }

    @Operation(
            summary = "Make a new identity secret",
            description =
                    "What your server signs its users' ids with; see docs/protocol/identity.md. Shown here and never "
                            + "again. What the old one proved ends within two seconds.")
    @PostMapping("/{id}/identity_secret")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<OneSecret> identitySecret(Caller.Staff caller, @PathVariable UUID id) {
        return renewed(
                caller,
                id,
                "identity_secret",
                AccountUpdated.Inbox::identityContext,
                (inbox, secret) -> inbox.withSecrets(secret, inbox.botSecret()));
    }

    @Operation(
            summary = "Make a new secret for the outside bot",
            description =
                    "With it the bot signs its hand-overs to `/api/webhooks/chatbot`. Shown here and never again; "
                            + "the old one ends within seconds.")
    @PostMapping("/{id}/bot_secret")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<OneSecret> botSecret(Caller.Staff caller, @PathVariable UUID id) {
        return renewed(
                caller,
                id,
                "bot_secret",
                AccountUpdated.Inbox::botContext,
                (inbox, secret) -> inbox.withSecrets(inbox.identitySecret(), secret));
    }

    private Mono<OneSecret> renewed(
            Caller.Staff caller,
            UUID id,
            String name,
            BiFunction<UUID, UUID, String> context,
            BiFunction<Inbox, String, Inbox> change) {
        UUID account = ChangeInbox.administered(caller);
        String secret = Ids.secret();
        String sealed = secrets.seal(secret, context.apply(account, id));
        return changeInbox
                .change(account, id, inbox -> change.apply(inbox, sealed))
                .thenReturn(new OneSecret(new SecretView(name, id, secret)));
    }

    record InboxBody(@Nullable InboxFields inbox) {
        InboxFields fields() {
            if (inbox == null) {
                throw Problem.field("inbox", "can't be blank");
            }
            return inbox;
        }
    }

    record ArchiveRequest(@Nullable Boolean archived) {}

    record Many(List<InboxView> data) {}

    record One(InboxView data) {
        static One of(Inbox inbox) {
            return new One(InboxView.of(inbox));
        }
    }

    record OneSecret(SecretView data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record SecretView(String object, UUID inboxId, String secret) {
        @Override
        public String toString() {
            return "SecretView[" + object + " of " + inboxId + "]";
        }
    }

    /// @param hasBotSecret whether an outside bot can sign
    @JsonNaming(SnakeCaseStrategy.class)
    record InboxView(
            String object,
            UUID id,
            UUID accountId,
            String name,
            Channel channel,
            Responder responder,
            boolean widgetTokenRequired,
            List<String> allowedOrigins,
            boolean hasBotSecret,
            Instant createdAt,
            @Nullable Instant archivedAt) {
        static InboxView of(Inbox inbox) {
            Instant archived = inbox.archivedAt();
            return new InboxView(
                    "inbox",
                    inbox.id(),
                    inbox.accountId(),
                    inbox.name(),
                    inbox.channel(),
                    inbox.responder(),
                    inbox.widgetTokenRequired(),
                    inbox.allowedOrigins(),
                    inbox.botSecret() != null,
                    inbox.createdAt().truncatedTo(ChronoUnit.MILLIS),
                    archived == null ? null : archived.truncatedTo(ChronoUnit.MILLIS));
        }
    }
}
