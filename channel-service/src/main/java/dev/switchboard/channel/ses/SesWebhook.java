package dev.switchboard.channel.ses;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.delivery.StatusReport;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.MalformedWebhook;
import dev.switchboard.channel.inbound.Webhook;
import dev.switchboard.channel.inbound.Whose;
import dev.switchboard.channel.mail.ReceiveMail;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What SNS tells of a topic that an inbox is connected to: mails that came, and what became of ours.
@Component
class SesWebhook implements Webhook {
    /// SNS repeats for an hour; who has an old message tries something.
    private static final Duration OLDEST = Duration.ofHours(2);

    private static final Logger LOG = LoggerFactory.getLogger(SesWebhook.class);

    private final SnsCertificates certificates;
    private final ReceiveMail receive;
    private final ProviderAccounts accounts;
    private final JsonMapper json;
    private final Clock clock;

    SesWebhook(
            SnsCertificates certificates,
            ReceiveMail receive,
            ProviderAccounts accounts,
            JsonMapper json,
            Clock clock) {
        this.certificates = certificates;
        this.receive = receive;
        this.accounts = accounts;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String provider() {
        return SesSettings.PROVIDER;
    }

    @Override
    public @Nullable String proof() {
        return null;
    }

    @Override
    public Whose whose(Hook hook) {
        return new Whose.Named(
                Set.of(String.valueOf(SnsMessage.of(json, hook.body()).topicArn())));
    }

    /// Whether it names a topic that somebody is connected to. Proves nothing.
    Mono<Boolean> concerns(Hook hook) {
        return Mono.fromSupplier(
                        () -> String.valueOf(SnsMessage.of(json, hook.body()).topicArn()))
                .flatMap(topic -> accounts.named(SesSettings.PROVIDER, topic))
                .hasElement()
                .onErrorReturn(MalformedWebhook.class, false);
    }

    @Override
    public boolean verifies(Hook hook, ProviderAccount account) {
        SnsMessage message = SnsMessage.of(json, hook.body());
        return account.externalId().equals(message.topicArn()) && isFresh(message) && certificates.verify(message);
    }

    private boolean isFresh(SnsMessage message) {
        try {
            Instant sent = Instant.parse(String.valueOf(message.timestamp()));
            return Duration.between(sent, clock.instant()).abs().compareTo(OLDEST) < 0;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    /// Everything but a mail, which takes longer to read.
    @Override
    public List<Inbound> read(ProviderAccount account, Hook hook) {
        SnsMessage message = SnsMessage.of(json, hook.body());
        SesNotice notice = notice(message);
        String mail =
                notice == null || notice.mail() == null ? null : notice.mail().messageId();
        if (notice == null || mail == null) {
            return List.of();
        }
        String event = "sns:" + message.messageId();
        return switch (notice.kind()) {
            case "Delivery" ->
                List.of(new Inbound.Reported(event, new StatusReport(mail, null, Status.DELIVERED, null)));
            case "Bounce" -> List.of(bounced(event, mail, notice.bounce()));
            default -> List.of(new Inbound.Ignored(event));
        };
    }

    private static Inbound bounced(String event, String mail, SesNotice.@Nullable Bounce bounce) {
        if (bounce == null || "Transient".equals(bounce.bounceType())) {
            return new Inbound.Ignored(event);
        }
        SesNotice.Recipient recipient =
                bounce.bouncedRecipients() == null || bounce.bouncedRecipients().isEmpty()
                        ? new SesNotice.Recipient(null, null, null)
                        : bounce.bouncedRecipients().getFirst();
        return new Inbound.Reported(event, ReceiveMail.cameBack(mail, recipient.status(), recipient.diagnosticCode()));
    }

    @Override
    public Mono<List<Inbound>> events(ProviderAccount account, Hook hook) {
        SesNotice notice = notice(SnsMessage.of(json, hook.body()));
        String content = notice == null ? null : notice.content();
        if (notice == null || !notice.kind().equals("Received") || notice.unwanted() || content == null) {
            if (notice != null && notice.kind().equals("Received") && content == null) {
                LOG.warn(
                        "SES tells inbox {} of a mail without its content: its receipt rule needs the SNS action",
                        account.inboxId());
            }
            return Mono.fromSupplier(() -> read(account, hook));
        }
        byte[] raw =
                notice.inBase64() ? Base64.getMimeDecoder().decode(content) : content.getBytes(StandardCharsets.UTF_8);
        return receive.events(account, accounts.open(account, SesSettings.class), raw);
    }

    private @Nullable SesNotice notice(SnsMessage message) {
        if (!message.notifies() || message.message() == null) {
            return null;
        }
        try {
            return json.readValue(message.message(), SesNotice.class);
        } catch (JacksonException _) {
            return null;
        }
    }
}
