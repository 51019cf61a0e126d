package dev.switchboard.emulators;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The demo tenant's accounts with the providers.
///
/// @param gatewayUrl where webhooks go
/// @param statusDelay between two statuses of a message, as between a phone that receives and a person who reads
/// @param hang how long a request waits for its answer under a fault that gives none
/// @param kept messages that `/_sent` remembers; older ones are forgotten
@ConfigurationProperties("switchboard.emulators")
public record EmulatorSettings(
        @DefaultValue("http://localhost:8080") URI gatewayUrl,
        @DefaultValue("200ms") Duration statusDelay,
        @DefaultValue("60s") Duration hang,
        @DefaultValue("10000") int kept,
        @DefaultValue Whatsapp whatsapp,
        @DefaultValue OpenAi openai,
        @DefaultValue Mail mail) {
    public record Whatsapp(
            @DefaultValue("demo-meta-app-secret") String appSecret,
            @DefaultValue("demo-meta-access-token") String accessToken,
            @DefaultValue("109876543210") String phoneNumberId,
            @DefaultValue("15550199") String displayPhoneNumber) {}

    public record OpenAi(
            @DefaultValue("demo-openai-key") String apiKey,
            @DefaultValue("whisper-1") String transcriptionModel) {}

    /// @param smtpPort on the loopback interface; 0 takes any that is free
    /// @param imapPort the same
    public record Mail(
            @DefaultValue("0") int smtpPort,
            @DefaultValue("0") int imapPort,
            @DefaultValue("support@acme.test") String address,
            @DefaultValue("demo-mail") String password) {
        @Override
        public String toString() {
            return "Mail[address=" + address + "]";
        }
    }
}
