package dev.switchboard.channel.telegram;

import dev.switchboard.channel.channel.ProviderSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/// A bot of Telegram as its inbox knows it.
///
/// @param botToken authorises our calls
/// @param secretToken given to `setWebhook`; Telegram sends it with every update
record TelegramSettings(
        @NotBlank @Pattern(regexp = "[\\w:-]{1,200}", message = "must be a bot's token")
        String botToken,

        @Pattern(regexp = "[\\w-]{1,256}", message = "must be 1 to 256 letters, digits, _ and -") @NotBlank
        String secretToken)
        implements ProviderSettings {
    static final String PROVIDER = "telegram";

    /// The bot's number, which stands before the colon.
    @Override
    public String externalId() {
        return botToken.replaceFirst(":.*", "");
    }

    @Override
    public String lookupToken() {
        return secretToken;
    }

    @Override
    public String toString() {
        return "TelegramSettings[bot=" + (botToken.contains(":") ? externalId() : "?") + "]";
    }
}
