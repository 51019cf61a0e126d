package dev.switchboard.channel.channel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/// What an inbox needs to know to work with its provider, secrets included. Each provider has a record of its own,
/// registered with Jackson under the provider's name.
public interface ProviderSettings {
    /// The id by which the provider's webhooks name the account.
    @JsonIgnore
    String externalId();

    /// The token with which the provider verifies our address, where it has one.
    @Nullable
    String verifyToken();
}
