package dev.switchboard.emulators.hubspot;

import dev.switchboard.emulators.fault.EmulatedError;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.fault.Reaction;
import dev.switchboard.emulators.hubspot.ContactBook.Contact;
import dev.switchboard.emulators.hubspot.HubspotGrants.Refusal;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The contacts of one portal. It tells the application of every change, also of the application's own.
@RestController
@RequestMapping("/hubspot/api/crm/v3/objects/contacts")
class HubspotController {
    private static final Set<String> KNOWN = Set.of("email", "firstname", "lastname", "phone");
    private static final int MOST = 100;

    private final HubspotGrants grants;
    private final ContactBook book;
    private final ContactEvents events;
    private final Outgoing outgoing;
    private final Faults faults;

    HubspotController(HubspotGrants grants, ContactBook book, ContactEvents events, Outgoing outgoing, Faults faults) {
        this.grants = grants;
        this.book = book;
        this.events = events;
        this.outgoing = outgoing;
        this.faults = faults;
    }

    record Inputs(@Nullable List<Input> inputs) {}

    record Input(
            @Nullable String idProperty,
            @Nullable String id,
            @Nullable Map<String, String> properties) {}

    record Change(@Nullable Map<String, String> properties) {}

    record Batch(String status, List<Contact> results) {}

    @PostMapping("/batch/upsert")
    Mono<Batch> upsert(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody Inputs request) {
        grants.authorize(authorization);
        List<Input> inputs = Objects.requireNonNullElse(request.inputs(), List.of());
        Set<String> ids =
                inputs.stream().map(input -> String.valueOf(input.id())).collect(Collectors.toSet());
        if (inputs.isEmpty() || inputs.size() > MOST || ids.size() != inputs.size()) {
            throw refusal("Inputs are missing, too many, or named twice");
        }
        inputs.forEach(HubspotController::check);
        return faults.take(
                "hubspot",
                taking(() -> new Batch(
                        "COMPLETE",
                        inputs.stream()
                                .map(input -> put(
                                        book.byEmail(String.valueOf(input.id())),
                                        Objects.requireNonNull(input.properties())))
                                .toList())));
    }

    private static void check(Input input) {
        if (!"email".equals(input.idProperty()) || !String.valueOf(input.id()).matches("[^@\\s]+@[^@\\s]+")) {
            throw refusal("Email address " + input.id() + " is invalid");
        }
        check(input.properties());
    }

    private static void check(@Nullable Map<String, String> properties) {
        if (properties == null || !KNOWN.containsAll(properties.keySet())) {
            throw refusal("Property values were not valid");
        }
    }

    private Contact put(@Nullable Contact there, Map<String, String> properties) {
        Contact now = there == null ? book.add(properties) : book.change(there.id(), properties);
        outgoing.add(Sent.inThread("hubspot", now.properties().getOrDefault("email", ""), name(now), now.id(), null));
        events.tellOwn(now);
        return now;
    }

    private static String name(Contact contact) {
        return Stream.of("firstname", "lastname", "phone")
                .map(property -> contact.properties().getOrDefault(property, ""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    @PatchMapping("/{id}")
    Mono<Contact> change(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody Change change) {
        grants.authorize(authorization);
        check(change.properties());
        Contact there = known(book.byId(id));
        return faults.take("hubspot", taking(() -> put(there, Objects.requireNonNull(change.properties()))));
    }

    @GetMapping("/{id}")
    Contact read(
            @PathVariable String id,
            @RequestParam(defaultValue = "id") String idProperty,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        grants.authorize(authorization);
        return known(idProperty.equals("email") ? book.byEmail(id) : book.byId(id));
    }

    private static Contact known(@Nullable Contact contact) {
        if (contact == null) {
            throw new EmulatedError(404, new Refusal("error", "resource not found"));
        }
        return contact;
    }

    private static EmulatedError refusal(String why) {
        return new EmulatedError(400, new Refusal("error", why));
    }

    private static <A> Reaction<A> taking(Supplier<A> taken) {
        return new Reaction<>() {
            @Override
            public A accept(boolean undelivered) {
                return taken.get();
            }

            @Override
            public RuntimeException tooMany() {
                return new EmulatedError(429, new Refusal("error", "You have reached your secondly limit."));
            }

            @Override
            public RuntimeException fails() {
                return new EmulatedError(500, new Refusal("error", "internal error"));
            }

            @Override
            public RuntimeException refuses() {
                return refusal("Property values were not valid");
            }
        };
    }
}
