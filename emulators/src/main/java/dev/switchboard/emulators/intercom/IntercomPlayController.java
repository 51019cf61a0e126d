package dev.switchboard.emulators.intercom;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.file.Files;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Played;
import dev.switchboard.emulators.intercom.Notifications.Author;
import dev.switchboard.emulators.intercom.Notifications.Conversation;
import dev.switchboard.emulators.intercom.Notifications.File;
import dev.switchboard.emulators.intercom.Notifications.Part;
import dev.switchboard.emulators.intercom.Workspace.Contact;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;

/// Plays a contact in Intercom's messenger, a colleague who answers in its inbox, or one who changes a contact there.
@RestController
class IntercomPlayController {
    private final EmulatorSettings.Intercom settings;
    private final Workspace workspace;
    private final Notifications notifications;
    private final Hooks hooks;
    private final Files files;

    IntercomPlayController(
            EmulatorSettings settings, Workspace workspace, Notifications notifications, Hooks hooks, Files files) {
        this.settings = settings.intercom();
        this.workspace = workspace;
        this.notifications = notifications;
        this.hooks = hooks;
        this.files = files;
    }

    /// @param from the contact's id
    /// @param id the conversation's that begins, to play one delivery twice
    /// @param thread the conversation that goes on
    /// @param part the number of what is said there, to play one delivery twice
    /// @param colleague who writes in place of the contact; the teammate of the application itself for `self`
    record PlayRequest(
            String from,
            @Nullable String text,
            @Nullable String name,
            @Nullable String email,
            @Nullable String id,
            @Nullable String thread,
            @Nullable String part,
            @Nullable String colleague,
            Files.@Nullable Played file) {
        Author contact() {
            return new Author("user", from, name, email);
        }

        Author author(EmulatorSettings.Intercom own) {
            if (colleague == null) {
                return contact();
            }
            return colleague.equals("self")
                    ? new Author("admin", own.adminId(), "Switchboard", null)
                    : new Author("admin", "1" + own.adminId(), colleague, null);
        }
    }

    @PostMapping("/_play/intercom")
    Mono<ResponseEntity<String>> play(@RequestBody PlayRequest request, ServerHttpRequest http) {
        String conversation = request.thread() != null
                ? request.thread()
                : Objects.requireNonNullElseGet(request.id(), workspace::id);
        workspace.join(conversation, request.from());
        Author author = request.author(settings);
        String html = "<p>" + HtmlUtils.htmlEscape(Objects.requireNonNullElse(request.text(), "")) + "</p>";
        List<File> attached = files(request.file(), http);
        boolean begins = request.thread() == null;
        Part said = begins
                ? Part.source(conversation, html, author, attached)
                : Part.comment(Objects.requireNonNullElseGet(request.part(), workspace::id), html, author, attached);
        Part source = begins ? said : Part.source(conversation, "", request.contact(), List.of());
        Conversation item =
                notifications.conversation(conversation, request.from(), source, begins ? List.of() : List.of(said));
        String topic = "conversation." + (author.type().equals("admin") ? "admin" : "user")
                + (begins ? ".created" : ".replied");
        return hooks.post(notifications.call(topic, item)).map(answer -> Played.of(answer, conversation));
    }

    private List<File> files(Files.@Nullable Played file, ServerHttpRequest http) {
        return file == null
                ? List.of()
                : List.of(new File(
                        "upload",
                        file.name(),
                        http.getURI().resolve("/_files/" + files.keep(file)).toString(),
                        file.contentType()));
    }

    /// @param from the contact's e-mail address
    record ChangeRequest(
            String from, @Nullable String name, @Nullable String phone) {}

    @PostMapping("/_play/intercom/contact")
    Mono<ResponseEntity<String>> change(@RequestBody ChangeRequest request) {
        Contact there = workspace.byEmail(request.from());
        if (there == null) {
            throw IntercomErrors.of(404, "not_found", "User Not Found");
        }
        Contact now = workspace.put(there.with(null, request.name(), request.phone()));
        return hooks.post(notifications.call("contact.user.updated", now)).map(answer -> Played.of(answer, now.id()));
    }
}
