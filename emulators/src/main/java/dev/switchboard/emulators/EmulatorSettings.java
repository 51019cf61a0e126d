package dev.switchboard.emulators;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The demo tenant's accounts with the providers.
///
/// @param gatewayUrl where webhooks go
/// @param publicUrl as the business calls itself, for signatures that cover it; `gatewayUrl` where absent
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
        @DefaultValue Stripe stripe,
        @DefaultValue OpenAi openai,
        @DefaultValue Mail mail,
        @Nullable URI publicUrl,
        @DefaultValue Twilio twilio,
        @DefaultValue Messenger messenger,
        @DefaultValue X x,
        @DefaultValue Telegram telegram,
        @DefaultValue Mattermost mattermost,
        @DefaultValue Slack slack,
        @DefaultValue Ses ses,
        @DefaultValue Github github,
        @DefaultValue Google google,
        @DefaultValue Hubspot hubspot,
        @DefaultValue Intercom intercom) {
    /// The address that webhooks are signed for, where it is part of the signature.
    public String publicAddress(String path) {
        return (publicUrl == null ? gatewayUrl : publicUrl).resolve(path).toString();
    }

    public record Twilio(
            @DefaultValue("ACdemo00000000000000000000000000")
            String accountSid,

            @DefaultValue("demo-twilio-auth-token") String authToken,
            @DefaultValue("+15550199") String number) {}

    public record Messenger(
            @DefaultValue("1029384756") String pageId,
            @DefaultValue("demo-meta-page-token") String accessToken) {}

    public record X(
            @DefaultValue("demo-x-consumer-secret") String consumerSecret,
            @DefaultValue("783214") String userId,
            @DefaultValue("demo-x-access-token") String accessToken) {}

    public record Telegram(
            @DefaultValue("100200300:demo-telegram-bot-token")
            String botToken,

            @DefaultValue("demo-telegram-secret") String secretToken) {}

    public record Mattermost(
            @DefaultValue("demo-mattermost-token") String token,
            @DefaultValue("demo-mattermost-bot-token") String botToken,
            @DefaultValue("demo-team") String teamId,
            @DefaultValue("demo-channel") String channelId) {}

    public record Slack(
            @DefaultValue("demo-slack-signing-secret") String signingSecret,
            @DefaultValue("xoxb-demo") String botToken,
            @DefaultValue("T0DEMO") String team,
            @DefaultValue("C0DEMO") String channel,
            @DefaultValue("U0BOT") String botUser,
            @DefaultValue("demo-client") String clientId,
            @DefaultValue("demo-client-secret") String clientSecret) {}

    /// @param address of the mailbox
    /// @param refreshToken of an agreement that was made before
    public record Google(
            @DefaultValue("demo-google-client") String clientId,
            @DefaultValue("demo-google-client-secret") String clientSecret,
            @DefaultValue("hello@acme.test") String address,
            @DefaultValue("demo-google-refresh-token") String refreshToken) {
        @Override
        public String toString() {
            return "Google[address=" + address + "]";
        }
    }

    /// @param address for which it receives
    public record Ses(
            @DefaultValue("help@acme.test") String address,
            @DefaultValue("demo-mail") String password,

            @DefaultValue("arn:aws:sns:us-east-1:000000000000:demo-mail")
            String topicArn) {
        @Override
        public String toString() {
            return "Ses[address=" + address + "]";
        }
    }

    public record Github(
            @DefaultValue("demo-client") String clientId,
            @DefaultValue("demo-client-secret") String clientSecret,
            @DefaultValue("demo-github-secret") String webhookSecret,
            @DefaultValue("gho_demo") String accessToken) {}

    /// @param life of an access token in seconds
    public record Hubspot(
            @DefaultValue("demo-client") String clientId,
            @DefaultValue("demo-client-secret") String clientSecret,
            @DefaultValue("62515") long portalId,
            @DefaultValue("1160452") long appId,
            @DefaultValue("1800") long life) {}

    /// @param adminId the teammate in whose name the application writes
    public record Intercom(
            @DefaultValue("demo-client") String clientId,
            @DefaultValue("demo-client-secret") String clientSecret,
            @DefaultValue("demo-intercom-token") String accessToken,
            @DefaultValue("demoacme") String workspaceId,
            @DefaultValue("814860") String adminId) {}

    public record Whatsapp(
            @DefaultValue("demo-meta-app-secret") String appSecret,
            @DefaultValue("demo-meta-access-token") String accessToken,
            @DefaultValue("109876543210") String phoneNumberId,
            @DefaultValue("15550199") String displayPhoneNumber) {}

    public record Stripe(@DefaultValue("whsec_demo") String webhookSecret) {}

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
