package dev.switchboard.channel.channel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/// What an inbox needs to know to work with its provider, secrets included. Each provider has a record of its own.
public interface ProviderSettings {
    /// The id by which the provider's webhooks name the account.
    @JsonIgnore
    String externalId();

    /// The token by which the provider's account is found, where it names none: Meta shows it to verify our address,
    /// Telegram and Mattermost with every event.
    @JsonIgnore
    default @Nullable String lookupToken() {
        return null;
    }
}
