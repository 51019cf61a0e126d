package dev.switchboard.channel.kit;

import dev.switchboard.channel.TestGateway.Call;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All adapters.
final class Kits {
    private static final String PERSON = "{\"from\":\"%1$s\",\"text\":\"%2$s\",\"id\":\"%3$s\"}";

    /// A mail that comes again has the date that it had: the emulator dates each when it is played.
    private static final String MAIL = """
            {"from": "%1$s", "subject": "", "text": "%2$s", "id": "%3$s",
             "headers": {"Date": "Sun, 22 Nov 2026 12:00:00 +0000"}}""";

    private Kits() {}

    /// @param emulators where they listen
    /// @param mailbox settings of the one that they hold
    static Stream<ChannelKit> all(String emulators, String mailbox) {
        return Stream.of(
                whatsapp(),
                twilio(),
                messenger(),
                x(),
                telegram(),
                mattermost(emulators),
                slack(),
                intercom(),
                email(mailbox),
                gmail());
    }

    private static ChannelKit gmail() {
        return new ChannelKit(
                "gmail",
                Channel.EMAIL,
                "{\"address\": \"hello@acme.test\", \"refreshToken\": \"demo-google-refresh-token\"}",
                MAIL,
                "jane@example.com",
                "omar@example.com",
                "gmail.%d@example.com",
                ChannelKit.plain(Channel.EMAIL),
                Status.SENT,
                _ -> List.of());
    }

    /// Nobody calls us with a mail, so nobody can forge the call.
    private static ChannelKit email(String mailbox) {
        return new ChannelKit(
                "email",
                Channel.EMAIL,
                mailbox,
                MAIL,
                "jane@example.com",
                "omar@example.com",
                "mail.%d@example.com",
                ChannelKit.plain(Channel.EMAIL),
                Status.SENT,
                _ -> List.of());
    }

    private static ChannelKit whatsapp() {
        return new ChannelKit(
                "whatsapp",
                Channel.WHATSAPP,
                """
                {"phoneNumberId": "109876543210", "appSecret": "demo-meta-app-secret",
                 "verifyToken": "demo-verify-token", "accessToken": "demo-meta-access-token"}""",
                PERSON,
                "15550100",
                "15550101",
                "wamid.%d",
                ChannelKit.plain(Channel.WHATSAPP),
                Status.READ,
                ChannelKit.signedIn("x-hub-signature-256"));
    }

    private static ChannelKit twilio() {
        return new ChannelKit(
                "twilio",
                Channel.SMS,
                """
                {"accountSid": "ACdemo00000000000000000000000000", "authToken": "demo-twilio-auth-token",
                 "number": "+15550199"}""",
                PERSON,
                "+15550100",
                "+15550101",
                "SM%d",
                ChannelKit.plain(Channel.SMS),
                Status.DELIVERED,
                ChannelKit.signedIn("x-twilio-signature"));
    }

    private static ChannelKit messenger() {
        return new ChannelKit(
                "messenger",
                Channel.MESSENGER,
                """
                {"pageId": "1029384756", "appSecret": "demo-meta-app-secret", "verifyToken": "demo-verify-token",
                 "accessToken": "demo-meta-page-token"}""",
                PERSON,
                "7001",
                "7002",
                "m_%d",
                ChannelKit.plain(Channel.MESSENGER),
                Status.READ,
                ChannelKit.signedIn("x-hub-signature-256"));
    }

    private static ChannelKit x() {
        return new ChannelKit(
                "x",
                Channel.X,
                """
                {"userId": "783214", "consumerSecret": "demo-x-consumer-secret",
                 "accessToken": "demo-x-access-token"}""",
                PERSON,
                "5001",
                "5002",
                "%d",
                ChannelKit.plain(Channel.X),
                Status.READ,
                ChannelKit.signedIn("x-twitter-webhooks-signature"));
    }

    private static ChannelKit telegram() {
        String header = "x-telegram-bot-api-secret-token";
        return new ChannelKit(
                "telegram",
                Channel.TELEGRAM,
                "{\"botToken\": \"100200300:demo-telegram-bot-token\", \"secretToken\": \"demo-telegram-secret\"}",
                PERSON,
                "4001",
                "4002",
                "%d",
                ChannelKit.plain(Channel.TELEGRAM),
                Status.SENT,
                genuine -> List.of(
                        genuine.with(header, null),
                        genuine.with(header, "wrong"),
                        genuine.with(header, "demo-telegram-secre")));
    }

    private static ChannelKit mattermost(String emulators) {
        return new ChannelKit(
                "mattermost",
                Channel.MATTERMOST,
                """
                {"serverUrl": "%s/mattermost", "token": "demo-mattermost-token",
                 "botToken": "demo-mattermost-bot-token"}""".formatted(emulators),
                PERSON,
                "u4001",
                "u4002",
                "post%d",
                ChannelKit.threaded(Channel.MATTERMOST, "demo-channel:"),
                Status.SENT,
                genuine -> List.of(
                        changed(genuine, "token=demo-mattermost-token&", ""),
                        changed(genuine, "token=demo-mattermost-token", "token="),
                        changed(genuine, "token=demo-mattermost-token", "token=wrong")));
    }

    private static Call changed(Call genuine, String from, String to) {
        String body = new String(genuine.body(), StandardCharsets.UTF_8);
        return genuine.with(body.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    private static ChannelKit intercom() {
        return new ChannelKit(
                "intercom",
                Channel.INTERCOM,
                """
                {"workspaceId": "demoacme", "adminId": "814860", "accessToken": "demo-intercom-token",
                 "clientSecret": "demo-client-secret"}""",
                PERSON,
                "6419c4001",
                "6419c4002",
                "%d",
                ChannelKit.threaded(Channel.INTERCOM, ""),
                Status.SENT,
                ChannelKit.signedIn("x-hub-signature"));
    }

    private static ChannelKit slack() {
        return new ChannelKit(
                "slack",
                Channel.SLACK,
                """
                {"team": "T0DEMO", "channel": "C0DEMO", "botUser": "U0BOT", "botToken": "xoxb-demo",
                 "signingSecret": "demo-slack-signing-secret"}""",
                "{\"from\":\"%1$s\",\"text\":\"%2$s\",\"id\":\"Ev%3$s\",\"ts\":\"%3$s\"}",
                "U4001",
                "U4002",
                "1760000000.%06d",
                ChannelKit.threaded(Channel.SLACK, "C0DEMO:"),
                Status.SENT,
                genuine -> {
                    List<Call> forged = new ArrayList<>(
                            ChannelKit.signedIn("x-slack-signature").of(genuine));
                    String header = "x-slack-request-timestamp";
                    long signed = Long.parseLong(genuine.headers().get(header));
                    forged.add(genuine.with(header, null));
                    forged.add(genuine.with(header, Long.toString(signed - 1)));
                    return forged;
                });
    }
}
