package dev.switchboard.testing;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Callers that read as sentences.
public final class Callers {
    private Callers() {}

    public static Caller.Operator operator() {
        return new Caller.Operator();
    }

    public static Caller.Agent agentOf(UUID accountId) {
        return agent(accountId, Ids.next(), "Jane Smith", "agent");
    }

    public static Caller.Agent adminOf(UUID accountId) {
        return agent(accountId, Ids.next(), "Ada Admin", "admin");
    }

    public static Caller.Agent agent(UUID accountId, UUID userId, String name, String role) {
        String email = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.test";
        return new Caller.Agent(accountId, userId, 1, name, email, role, Ids.next());
    }

    public static Caller.Visitor visitor(UUID accountId, UUID inboxId, String identity, String thread) {
        return new Caller.Visitor(accountId, inboxId, identity, thread, false);
    }

    public static Caller.Server serverOf(UUID accountId, String... scopes) {
        return new Caller.Server(accountId, Ids.next(), List.of(scopes));
    }
}
