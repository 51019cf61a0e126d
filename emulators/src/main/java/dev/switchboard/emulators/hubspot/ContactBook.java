package dev.switchboard.emulators.hubspot;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The contacts of the portal. An e-mail address is one contact's, in lower case.
@Component
class ContactBook {
    private static final int MOST = 10_000;
    private static final long FIRST = 100;

    private final Map<Long, Map<String, String>> contacts = new TreeMap<>();
    private long last = FIRST;

    record Contact(String id, Map<String, String> properties) {}

    synchronized @Nullable Contact byId(String id) {
        Map<String, String> found = id.matches("\\d{1,18}") ? contacts.get(Long.parseLong(id)) : null;
        return found == null ? null : new Contact(id, Map.copyOf(found));
    }

    synchronized @Nullable Contact byEmail(String email) {
        String wanted = email.toLowerCase(Locale.ROOT);
        return contacts.entrySet().stream()
                .filter(one -> wanted.equals(one.getValue().get("email")))
                .findFirst()
                .map(one -> new Contact(one.getKey().toString(), Map.copyOf(one.getValue())))
                .orElse(null);
    }

    synchronized Contact add(Map<String, String> properties) {
        if (contacts.size() >= MOST) {
            contacts.clear();
        }
        last++;
        contacts.put(last, new HashMap<>());
        return change(Long.toString(last), properties);
    }

    synchronized Contact change(String id, Map<String, String> properties) {
        Map<String, String> now = contacts.computeIfAbsent(Long.parseLong(id), _ -> new HashMap<>());
        now.putAll(properties);
        now.computeIfPresent("email", (_, email) -> email.toLowerCase(Locale.ROOT));
        return new Contact(id, Map.copyOf(now));
    }
}
