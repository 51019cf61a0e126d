package dev.switchboard.emulators.intercom;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.intercom.Workspace.Contact;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The workspace's contacts. It tells the application of every change, also of the application's own.
@RestController
@RequestMapping("/intercom/api/contacts")
class IntercomContactsController {
    private static final String PROVIDER = "intercom";

    private final EmulatorSettings.Intercom settings;
    private final Workspace workspace;
    private final Notifications notifications;
    private final Hooks hooks;
    private final Outgoing outgoing;
    private final Faults faults;

    IntercomContactsController(
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

    record Change(
            @Nullable String role,
            @Nullable String email,
            @Nullable String name,
            @Nullable String phone) {}

    record Search(@Nullable Query query) {}

    record Query(
            @Nullable String field,
            @Nullable String operator,
            @Nullable String value) {}

    record Found(String type, List<Contact> data) {}

    @PostMapping
    Mono<Contact> create(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody Change change) {
        IntercomErrors.authorize(settings, authorization);
        String email = change.email();
        if (email == null || !email.matches("[^@\\s]+@[^@\\s]+")) {
            return Mono.error(IntercomErrors.of(400, "parameter_invalid", "Email is invalid"));
        }
        Contact there = workspace.byEmail(email);
        if (there != null) {
            return Mono.error(IntercomErrors.of(
                    409, "conflict", "A contact matching those details already exists with id=" + there.id()));
        }
        return faults.take(
                PROVIDER, IntercomErrors.taking(() -> changed(workspace.add(email, change.name(), change.phone()))));
    }

    @PutMapping("/{id}")
    Mono<Contact> update(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody Change change) {
        IntercomErrors.authorize(settings, authorization);
        Contact there = known(id);
        return faults.take(
                PROVIDER,
                IntercomErrors.taking(
                        () -> changed(workspace.put(there.with(change.email(), change.name(), change.phone())))));
    }

    private Contact changed(Contact now) {
        String text =
                Stream.of(now.name(), now.phone()).flatMap(Stream::ofNullable).collect(Collectors.joining(" "));
        outgoing.add(Sent.inThread(PROVIDER, String.valueOf(now.email()), text, now.id(), null));
        hooks.follow(Flux.defer(() -> Flux.just(notifications.call("contact.user.updated", now))));
        return now;
    }

    @GetMapping("/{id}")
    Contact read(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        IntercomErrors.authorize(settings, authorization);
        return known(id);
    }

    @PostMapping("/search")
    Found search(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody Search search) {
        IntercomErrors.authorize(settings, authorization);
        Query query = search.query();
        if (query == null || !"email".equals(query.field()) || !"=".equals(query.operator()) || query.value() == null) {
            throw IntercomErrors.of(400, "parameter_invalid", "Only an e-mail address is looked for here");
        }
        Contact there = workspace.byEmail(query.value());
        return new Found("list", there == null ? List.of() : List.of(there));
    }

    /// @throws EmulatedError with status 404
    private Contact known(String id) {
        Contact there = workspace.contact(id);
        if (there == null) {
            throw IntercomErrors.of(404, "not_found", "User Not Found");
        }
        return there;
    }
}
