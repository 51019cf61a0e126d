package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.automation.CheckActions;
import dev.switchboard.conversation.automation.Macro;
import dev.switchboard.conversation.automation.Macros;
import dev.switchboard.conversation.automation.RunMacro;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Ours: actions under a name, which an agent does to a conversation all at once.
@RestController
@Tag(name = "Netia: macros")
@RequestMapping("/api/macros")
class NetiaMacroController {
    private static final int LONGEST_NAME = 100;

    private final Macros macros;
    private final RunMacro runMacro;
    private final CheckActions checkActions;
    private final NetiaViews views;
    private final Clock clock;
    private final Audit audit;

    NetiaMacroController(
            Macros macros, RunMacro runMacro, CheckActions checkActions, NetiaViews views, Clock clock, Audit audit) {
        this.audit = audit;
        this.macros = macros;
        this.runMacro = runMacro;
        this.checkActions = checkActions;
        this.views = views;
        this.clock = clock;
    }

    record MacroRequest(@Nullable Body macro) {
        record Body(@Nullable String name, @Nullable List<NetiaActions.View> actions) {}

        Macro toMacro(UUID accountId, UUID id, Instant now) {
            if (macro == null) {
                throw Problem.field("macro", "can't be blank");
            }
            NetiaTexts texts = new NetiaTexts();
            String name = texts.label("name", macro.name(), LONGEST_NAME);
            if (name == null) {
                texts.wrong("name", "can't be blank");
            }
            texts.refuse();
            return new Macro(accountId, id, name == null ? "" : name, NetiaActions.read(macro.actions()), now, now);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record RunRequest(@Nullable UUID conversationId) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record MacroView(
            UUID id,
            String object,
            String name,
            List<NetiaActions.View> actions,
            Instant createdAt,
            Instant updatedAt) {
        static MacroView of(Macro macro) {
            return new MacroView(
                    macro.id(),
                    "macro",
                    macro.name(),
                    NetiaActions.views(macro.actions()),
                    macro.createdAt(),
                    macro.updatedAt());
        }
    }

    @Operation(summary = "List the macros", description = "By name.")
    @GetMapping
    Mono<NetiaData<List<MacroView>>> list(Caller.Staff caller) {
        return macros.of(caller.accountId()).map(MacroView::of).collectList().map(NetiaData::new);
    }

    @Operation(summary = "Get a macro", description = "Its actions in their order.")
    @GetMapping("/{id}")
    Mono<NetiaData<MacroView>> one(Caller.Staff caller, @PathVariable String id) {
        return macro(caller.accountId(), id).map(MacroView::of).map(NetiaData::new);
    }

    @Operation(summary = "Make a macro", description = "Actions as rules have them, under a name.")
    @PostMapping
    Mono<ResponseEntity<NetiaData<MacroView>>> create(Caller.Staff caller, @RequestBody MacroRequest request) {
        Macro macro = request.toMacro(NetiaSetup.account(caller), Ids.next(), clock.instant());
        return checkActions
                .check(macro.accountId(), macro.actions())
                .then(audit.doing(
                        macro.accountId(), Mono.defer(() -> macros.add(macro)), added -> act("created", added)))
                .map(added -> ResponseEntity.created(URI.create("/api/macros/" + added.id()))
                        .body(new NetiaData<>(MacroView.of(added))));
    }

    /// Replaces it.
    @Operation(summary = "Replace a macro", description = "Name and actions.")
    @PutMapping("/{id}")
    Mono<NetiaData<MacroView>> update(Caller.Staff caller, @PathVariable String id, @RequestBody MacroRequest request) {
        UUID account = NetiaSetup.account(caller);
        return macro(account, id)
                .map(present ->
                        request.toMacro(account, present.id(), clock.instant()).since(present.createdAt()))
                .flatMap(macro -> checkActions
                        .check(account, macro.actions())
                        .then(audit.doing(
                                account, Mono.defer(() -> macros.save(macro)), saved -> act("changed", saved))))
                .map(saved -> new NetiaData<>(MacroView.of(saved)));
    }

    @Operation(summary = "Delete a macro", description = "Conversations keep what it did.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(Caller.Staff caller, @PathVariable String id) {
        UUID account = NetiaSetup.account(caller);
        UUID macro = NetiaIds.ofPath(id);
        return audit.doing(
                        account,
                        macros.remove(account, macro).filter(removed -> removed),
                        _ -> Act.of("macro.deleted", "macro", macro))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .then();
    }

    /// All of it, or nothing.
    @Operation(summary = "Do a macro to a conversation", description = "All of it, in your name, or nothing.")
    @PostMapping("/{id}/run")
    Mono<NetiaData<NetiaConversation>> run(
            Caller.InAccount caller, @PathVariable String id, @RequestBody RunRequest request) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        if (request.conversationId() == null) {
            throw Problem.field("conversation_id", "can't be blank");
        }
        return runMacro.run(desk.accountId(), NetiaIds.ofPath(id), request.conversationId(), desk.author())
                .flatMap(conversation -> views.conversation(conversation, List.of()))
                .map(NetiaData::new);
    }

    private static Act act(String done, Macro macro) {
        return Act.of("macro." + done, "macro", macro.id()).named(macro.name());
    }

    private Mono<Macro> macro(UUID account, String id) {
        return macros.byId(account, NetiaIds.ofPath(id)).switchIfEmpty(Mono.error(NetiaIds::notFound));
    }
}
