package dev.switchboard.channel.twilio;

import dev.switchboard.channel.channel.ProviderSettings;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// A number at Twilio as its inbox knows it.
///
/// @param authToken authorises our messages and signs Twilio's webhooks
/// @param number in E.164
/// @param publicUrl of this installation as Twilio calls it, where it is another than the installation's own
record TwilioSettings(
        @Pattern(regexp = "AC\\w{10,62}", message = "must begin with AC") @NotBlank
        String accountSid,

        @NotBlank String authToken,

        @Pattern(regexp = "\\+[1-9]\\d{6,14}", message = "must be a number like +15550199") @NotBlank
        String number,

        @Nullable String publicUrl)
        implements ProviderSettings {
    static final String PROVIDER = "twilio";

    @Override
    public String externalId() {
        return number;
    }

    @Override
    public String toString() {
        return "TwilioSettings[number=" + number + "]";
    }
}
