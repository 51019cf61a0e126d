package dev.switchboard.emulators.hubspot;

import dev.switchboard.emulators.fault.EmulatedError;
import dev.switchboard.emulators.hook.Played;
import dev.switchboard.emulators.hubspot.ContactBook.Contact;
import dev.switchboard.emulators.hubspot.HubspotGrants.Refusal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Somebody of the business who changes a contact at HubSpot.
@RestController
class HubspotPlayController {
    private final ContactBook book;
    private final ContactEvents events;

    HubspotPlayController(ContactBook book, ContactEvents events) {
        this.book = book;
        this.events = events;
    }

    /// @param from the contact's e-mail address
    record PlayRequest(
            String from,
            @Nullable String firstname,
            @Nullable String lastname,
            @Nullable String phone) {
        Map<String, String> properties() {
            Map<String, String> all = new HashMap<>();
            put(all, "firstname", firstname);
            put(all, "lastname", lastname);
            put(all, "phone", phone);
            return all;
        }

        private static void put(Map<String, String> all, String property, @Nullable String value) {
            if (value != null) {
                all.put(property, value);
            }
        }
    }

    @PostMapping("/_play/hubspot")
    Mono<ResponseEntity<String>> play(@RequestBody PlayRequest request) {
        Contact there = book.byEmail(request.from());
        if (there == null) {
            throw new EmulatedError(404, new Refusal("error", "resource not found"));
        }
        Contact now = book.change(there.id(), request.properties());
        return events.tell(now).map(answer -> Played.of(answer, now.id()));
    }
}
