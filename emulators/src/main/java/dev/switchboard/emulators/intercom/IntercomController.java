package dev.switchboard.emulators.intercom;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.intercom.Notifications.Author;
import dev.switchboard.emulators.intercom.Notifications.Conversation;
import dev.switchboard.emulators.intercom.Notifications.Part;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Takes replies as Intercom does, in any conversation whose id is a number, and tells of them as of anybody's.
@RestController
class IntercomController {
    private static final String PROVIDER = "intercom";

    private final EmulatorSettings.Intercom settings;
    private final Workspace workspace;
    private final Notifications notifications;
    private final Hooks hooks;
    private final Outgoing outgoing;
    private final Faults faults;

    IntercomController(
            EmulatorSettings settings,
            Workspace workspace,
            Notifications notifications,
            Hooks hooks,
            Outgoing outgoing,
            Faults faults) {
        this.settings = settings.intercom();
        this.workspace = workspace;
        this.notifications = notifications;
        this.hooks = hooks;
        this.outgoing = outgoing;
        this.faults = faults;
    }

    record Me(String type, String id, String name, App app) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record App(String type, String idCode, String name) {}

    @GetMapping("/intercom/api/me")
    Me me(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        IntercomErrors.authorize(settings, authorization);
        return new Me("admin", settings.adminId(), "Switchboard", new App("app", settings.workspaceId(), "Acme Store"));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Reply(
            @Nullable String messageType,
            @Nullable String type,
            @Nullable String adminId,
            @Nullable String body) {}

    @PostMapping("/intercom/api/conversations/{id}/reply")
    Mono<Conversation> reply(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody Reply reply) {
        IntercomErrors.authorize(settings, authorization);
        if (!id.matches("\\d{1,20}")) {
            return Mono.error(IntercomErrors.of(404, "not_found", "Resource Not Found"));
        }
        String body = reply.body();
        if (!"comment".equals(reply.messageType())
                || !"admin".equals(reply.type())
                || !settings.adminId().equals(reply.adminId())
                || body == null
                || body.isBlank()) {
            return Mono.error(IntercomErrors.of(400, "parameter_not_found", "Admin or body is missing"));
        }
        return faults.take(PROVIDER, IntercomErrors.taking(() -> taken(id, body)));
    }

    private Conversation taken(String id, String html) {
        String customer = workspace.customer(id);
        Part part = Part.comment(
                workspace.id(), html, new Author("admin", settings.adminId(), "Switchboard", null), List.of());
        String text = HtmlUtils.htmlUnescape(html.replace("<br>", "\n"));
        outgoing.add(Sent.inThread(PROVIDER, customer, text, part.id(), id));
        Part source = Part.source(id, "", new Author("user", customer, null, null), List.of());
        Conversation conversation = notifications.conversation(id, customer, source, List.of(part));
        hooks.follow(Flux.defer(() -> Flux.just(notifications.call("conversation.admin.replied", conversation))));
        return conversation;
    }
}
