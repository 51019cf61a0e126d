package dev.switchboard.channel.twilio;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.channel.PublicAddress;
import dev.switchboard.channel.delivery.StatusReport;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.Media;
import dev.switchboard.channel.inbound.MediaClient;
import dev.switchboard.channel.inbound.Webhook;
import dev.switchboard.channel.inbound.Whose;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What Twilio tells us: messages, and the statuses of ours.
@Component
class TwilioWebhook implements Webhook {
    private static final int MOST_FILES = 10;

    private final ProviderAccounts accounts;
    private final PublicAddress address;
    private final MediaClient media;
    private final Clock clock;

    TwilioWebhook(ProviderAccounts accounts, PublicAddress address, MediaClient media, Clock clock) {
        this.accounts = accounts;
        this.address = address;
        this.media = media;
        this.clock = clock;
    }

    private record Fields(Map<String, List<String>> all) {
        static Fields of(Hook hook) {
            return new Fields(hook.form());
        }

        String get(String name) {
            List<String> values = all.get(name);
            return values == null ? "" : values.getFirst().replace("\0", "");
        }

        boolean isStatus() {
            return all.containsKey("MessageStatus");
        }

        String id() {
            return get("MessageSid").isEmpty() ? get("SmsSid") : get("MessageSid");
        }
    }

    @Override
    public String provider() {
        return TwilioSettings.PROVIDER;
    }

    @Override
    public String proof() {
        return TwilioSignature.HEADER;
    }

    /// The business's number is the sender of its own messages, whose statuses come, and the receiver of others.
    @Override
    public Whose whose(Hook hook) {
        Fields fields = Fields.of(hook);
        return new Whose.Named(Set.of(fields.get(fields.isStatus() ? "From" : "To")));
    }

    @Override
    public boolean verifies(Hook hook, ProviderAccount account) {
        String signature = hook.header(TwilioSignature.HEADER);
        TwilioSettings settings = accounts.open(account, TwilioSettings.class);
        return signature != null
                && Stream.of(settings.publicUrl(), address.of(""))
                        .filter(base -> base != null)
                        .map(base -> URI.create(base).resolve(hook.target()).toString())
                        .distinct()
                        .anyMatch(url -> TwilioSignature.verifies(
                                signature, url, hook.form(), hook.body(), settings.authToken()));
    }

    @Override
    public List<Inbound> read(ProviderAccount account, Hook hook) {
        Fields fields = Fields.of(hook);
        Inbound event = fields.isStatus() ? reported(fields) : received(account, fields);
        return event == null ? List.of() : List.of(event);
    }

    private @Nullable Inbound received(ProviderAccount account, Fields fields) {
        String id = fields.id();
        String from = fields.get("From");
        if (id.isEmpty() || from.isEmpty()) {
            return null;
        }
        List<Media> files = files(fields);
        String body = fields.get("Body");
        return new Inbound.Received(
                "message:" + id,
                new MessageReceived.Said(
                        Ids.next(),
                        account.accountId(),
                        new Address(account.inboxId(), Channel.SMS, from, null),
                        clock.instant(),
                        id,
                        new Profile(fields.get("ProfileName").isEmpty() ? null : fields.get("ProfileName"), null, from),
                        body.isEmpty() && files.isEmpty() ? "[empty]" : body,
                        List.of(),
                        null,
                        Map.of()),
                files);
    }

    private static List<Media> files(Fields fields) {
        List<Media> files = new ArrayList<>();
        for (int i = 0; i < MOST_FILES && !fields.get("MediaUrl" + i).isEmpty(); i++) {
            String type = fields.get("MediaContentType" + i);
            String kind = type.contains("/") ? type.substring(0, type.indexOf('/')) : "file";
            files.add(new Media(
                    fields.get("MediaUrl" + i), kind, kind, type.isEmpty() ? "application/octet-stream" : type));
        }
        return files;
    }

    private static @Nullable Inbound reported(Fields fields) {
        String said = fields.get("MessageStatus");
        Status status = switch (said) {
            case "sent" -> Status.SENT;
            case "delivered" -> Status.DELIVERED;
            case "read" -> Status.READ;
            case "failed", "undelivered" -> Status.FAILED;
            default -> null;
        };
        String id = fields.id();
        if (status == null || id.isEmpty()) {
            return null;
        }
        String code = fields.get("ErrorCode");
        String reason = status != Status.FAILED
                ? null
                : code.matches("\\d{1,6}")
                        ? TwilioErrors.failed(Integer.parseInt(code), fields.get("ErrorMessage"))
                                .told()
                        : "Twilio says that the message failed, and not why";
        return new Inbound.Reported("status:" + id + ":" + said, new StatusReport(id, null, status, reason));
    }

    @Override
    public Mono<byte[]> fetch(ProviderAccount account, Media file) {
        TwilioSettings settings = accounts.open(account, TwilioSettings.class);
        String credential = settings.accountSid() + ":" + settings.authToken();
        String basic = Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
        return media.get(file.ref(), Map.of("Authorization", "Basic " + basic));
    }
}
