package dev.switchboard.chaos;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import java.util.HashSet;
import java.util.Set;

/// Who is online, as Globex's admin sees it.
record Online(Installation suite, Http http) {
    private static final String ACCOUNT = "0199d3a0-0000-7000-8000-000000000002";

    static Online open(Installation suite) {
        return new Online(suite, Http.logIn(suite, "admin@globex.test"));
    }

    /// How many of a crowd's sessions.
    long count(Crowd crowd) {
        Set<String> sessions = new HashSet<>(crowd.sessions());
        return http.get(suite.http("/api/chat/online-users?tenantId=" + ACCOUNT))
                .good()
                .json()
                .path("users")
                .valueStream()
                .map(user -> user.path("sessionId").asString())
                .filter(sessions::contains)
                .distinct()
                .count();
    }
}
