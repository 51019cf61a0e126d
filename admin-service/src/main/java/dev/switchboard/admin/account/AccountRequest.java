package dev.switchboard.admin.account;

import dev.switchboard.admin.inbox.InboxRequest;
import dev.switchboard.admin.key.KeyRequest;
import dev.switchboard.admin.user.UserRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An account with its people, keys and inboxes. What a list leaves out stays as it is.
record AccountRequest(
        @NotBlank @Size(max = 200) String name,
        @Size(max = 1000) List<@Valid UserRequest> users,
        @Size(max = 1000) List<@Valid KeyRequest> keys,
        @Size(max = 1000) List<@Valid InboxRequest> inboxes) {
    AccountRequest(
            String name,
            @Nullable List<UserRequest> users,
            @Nullable List<KeyRequest> keys,
            @Nullable List<InboxRequest> inboxes) {
        this.name = name;
        this.users = users == null ? List.of() : users;
        this.keys = keys == null ? List.of() : keys;
        this.inboxes = inboxes == null ? List.of() : inboxes;
    }
}
