package dev.switchboard.channel.channel;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.contract.Author;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// The people of all accounts, as `account.updated` tells them; `Inboxes` reads it.
@Component
public class Staff {
    private final Map<String, User> users = new ConcurrentHashMap<>();

    /// Who may answer customers and has that e-mail address, in any case of letters.
    public Optional<Author> answering(UUID accountId, String email) {
        return users.values().stream()
                .filter(user -> user.accountId().equals(accountId)
                        && user.active()
                        && !user.role().equals("viewer")
                        && user.email().equalsIgnoreCase(email))
                .findFirst()
                .map(user -> Author.agent(user.userId(), user.name(), user.number()));
    }

    void put(User user) {
        users.put(user.key(), user);
    }

    void remove(String key) {
        users.remove(key);
    }
}
