package dev.switchboard.emulators.intercom;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the workspace knows: contacts, and whose each conversation is. The oldest are forgotten.
@Component
class Workspace {
    private static final int KEPT = 10_000;

    /// @param phone absent where it is not known, like the others
    @JsonInclude(Include.NON_NULL)
    record Contact(
            String type,
            String id,
            String role,
            @Nullable String email,
            @Nullable String name,
            @Nullable String phone) {
        Contact with(@Nullable String otherEmail, @Nullable String otherName, @Nullable String otherPhone) {
            return new Contact(
                    type,
                    id,
                    role,
                    otherEmail == null ? email : otherEmail,
                    otherName == null ? name : otherName,
                    otherPhone == null ? phone : otherPhone);
        }
    }

    private final Map<String, Contact> contacts = bounded();
    private final Map<String, String> customers = bounded();
    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis());

    private static <T> Map<String, T> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > KEPT;
            }
        });
    }

    String id() {
        return Long.toString(ids.incrementAndGet());
    }

    @Nullable
    Contact contact(String id) {
        return contacts.get(id);
    }

    @Nullable
    Contact byEmail(String email) {
        synchronized (contacts) {
            return contacts.values().stream()
                    .filter(contact -> email.equalsIgnoreCase(contact.email()))
                    .findFirst()
                    .orElse(null);
        }
    }

    Contact add(@Nullable String email, @Nullable String name, @Nullable String phone) {
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, 24);
        return put(
                new Contact("contact", id, "user", email == null ? null : email.toLowerCase(Locale.ROOT), name, phone));
    }

    Contact put(Contact contact) {
        contacts.put(contact.id(), contact);
        return contact;
    }

    /// Somebody writes in it.
    void join(String conversation, String contact) {
        String _ = customers.putIfAbsent(conversation, contact);
    }

    /// Whoever began it; somebody unknown where nobody did.
    String customer(String conversation) {
        return customers.getOrDefault(conversation, "somebody");
    }
}
