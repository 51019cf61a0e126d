package dev.switchboard.channel.mail;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.delivery.StatusReport;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.RecordInbound;
import dev.switchboard.channel.mail.JoinThread.Joined;
import dev.switchboard.channel.mail.MailThreads.ThreadRow;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Takes a mail in, whoever brings it: finds its thread, keeps its files, and has it recorded, once. A machine's mail
/// is listed in the inbound log and goes no further, so that no two machines talk to each other.
@Service
public class ReceiveMail {
    private static final Duration HOUR = Duration.ofHours(1);

    /// @param hourly mails that one sender brings to a mailbox in an hour; more of them are listed as ignored, and stay
    ///     unread in their mailbox
    /// @param sameSubject how long an answer without any reference is put to its sender's thread of that subject
    /// @param largest mail that is read with its files
    @ConfigurationProperties("switchboard.mail")
    public record Settings(
            @DefaultValue("60") int hourly,
            @DefaultValue("14d") Duration sameSubject,
            @DefaultValue("25MB") DataSize largest) {}

    private final MailThreads threads;
    private final JoinThread joinThread;
    private final RecordInbound recordInbound;
    private final Blobs blobs;
    private final MeterProvider<Counter> taken;
    private final Settings settings;
    private final Clock clock;

    ReceiveMail(
            MailThreads threads,
            JoinThread joinThread,
            RecordInbound recordInbound,
            Blobs blobs,
            MeterRegistry meters,
            Settings settings,
            Clock clock) {
        this.threads = threads;
        this.joinThread = joinThread;
        this.recordInbound = recordInbound;
        this.blobs = blobs;
        this.taken = Counter.builder("switchboard.mail.received")
                .description("Mails of customers that were read, and why some were ignored")
                .withRegistry(meters);
        this.settings = settings;
        this.clock = clock;
    }

    /// @param ignored why nothing was made of it; absent where it was taken
    public record Taken(String messageId, @Nullable String ignored) {}

    private record Read(
            IncomingMail mail, Inbound event, @Nullable String ignored) {
        static Read ignored(IncomingMail mail, String why) {
            return new Read(mail, new Inbound.Ignored(mail.key()), why);
        }
    }

    /// Done when it is durable.
    ///
    /// @param thread where somebody of the account says that it belongs; else the mail itself says
    public Mono<Taken> receive(ProviderAccount account, MailAccount mailbox, byte[] raw, @Nullable ThreadRow thread) {
        return read(account, mailbox, raw, thread)
                .doOnNext(read -> count(account, read))
                .flatMap(read -> recordInbound
                        .record(account, raw, List.of(read.event()))
                        .thenReturn(new Taken(read.mail().messageId(), read.ignored())));
    }

    /// What a mail of the log brings.
    public Mono<List<Inbound>> events(ProviderAccount account, MailAccount mailbox, byte[] raw) {
        return read(account, mailbox, raw, null).map(read -> List.of(read.event()));
    }

    /// That a mail of ours came back, in words.
    ///
    /// @param status an enhanced status code (RFC 3463)
    public static StatusReport cameBack(
            String providerMessageId, @Nullable String status, @Nullable String diagnostic) {
        return BounceReport.failed(
                        providerMessageId, status == null ? "" : status, diagnostic == null ? "" : diagnostic)
                .report();
    }

    private void count(ProviderAccount account, Read read) {
        String why = read.ignored();
        taken.withTags("provider", account.provider(), "ignored", why == null ? "no" : why)
                .increment();
    }

    private Mono<Read> read(ProviderAccount account, MailAccount mailbox, byte[] raw, @Nullable ThreadRow thread) {
        int largest =
                (int) Math.min(blobs.largest().toBytes(), settings.largest().toBytes());
        return Mono.fromSupplier(() -> ReadMail.of(raw, largest))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(mail -> sorted(account, mailbox, mail, thread));
    }

    private Mono<Read> sorted(
            ProviderAccount account, MailAccount mailbox, IncomingMail mail, @Nullable ThreadRow thread) {
        IncomingMail.Bounce bounce = mail.bounce();
        if (bounce != null) {
            return Mono.just(new Read(mail, new Inbound.Reported(mail.key(), bounce.report()), "bounce"));
        }
        String machine = mailbox.isOwn(mail.from()) || mailbox.isOwn(mail.sender()) ? "ourselves" : mail.machine();
        if (machine != null) {
            return Mono.just(Read.ignored(mail, machine));
        }
        return threads.isOurs(account.inboxId(), mail.messageId())
                .flatMap(ours -> ours
                        ? Mono.just(Read.ignored(mail, "own-message"))
                        : threads.lately(account.inboxId(), mail.sender(), mail.messageId(), HOUR)
                                .flatMap(lately -> lately >= settings.hourly()
                                        ? Mono.just(Read.ignored(mail, "too-many"))
                                        : placed(account, mailbox, mail, thread)));
    }

    private Mono<Read> placed(
            ProviderAccount account, MailAccount mailbox, IncomingMail mail, @Nullable ThreadRow thread) {
        return joinThread
                .join(account, mailbox, mail, thread)
                .flatMap(joined -> files(account, joined.thread().where(), mail)
                        .map(files -> new Read(mail, received(account, mail, joined, files), null)));
    }

    private Mono<List<Attachment>> files(ProviderAccount account, Address address, IncomingMail mail) {
        String holder = address.senderKey(account.accountId());
        return Flux.fromIterable(mail.files())
                .concatMap(file -> blobs.keep(account.accountId(), holder, file.bytes())
                        .map(id -> new Attachment(id, file.name(), file.contentType(), file.bytes().length, null)))
                .collectList();
    }

    private Inbound received(ProviderAccount account, IncomingMail mail, Joined joined, List<Attachment> files) {
        ThreadRow thread = joined.thread();
        boolean correspondent = mail.sender().equals(thread.correspondent());
        Profile profile = correspondent && thread.address() == null
                ? new Profile(mail.name(), mail.sender(), null)
                : Profile.NOTHING;
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("mail_subject", mail.subject());
        metadata.put("mail_message_id", mail.messageId());
        metadata.put("mail_thread", thread.id());
        if (!correspondent) {
            metadata.put("mail_from", mail.sender());
        }
        if (mail.fullText() != null) {
            metadata.put("mail_full_text", mail.fullText());
        }
        return new Inbound.Received(
                mail.key(),
                new MessageReceived.Said(
                        Ids.next(),
                        account.accountId(),
                        thread.where(),
                        clock.instant(),
                        mail.key(),
                        profile,
                        body(mail, joined.begun(), correspondent),
                        files,
                        mail.sentAt(),
                        metadata));
    }

    private static String body(IncomingMail mail, boolean first, boolean correspondent) {
        StringBuilder body = new StringBuilder();
        if (!correspondent) {
            body.append(mail.sender()).append(":\n\n");
        }
        if (first && !mail.subject().isBlank()) {
            body.append(mail.subject()).append("\n\n");
        }
        body.append(mail.text());
        mail.missing()
                .forEach(name -> body.append("\n[not taken, too large or too many: ")
                        .append(name)
                        .append("]"));
        String text = body.toString().strip();
        return text.isEmpty() && mail.files().isEmpty() ? "[a mail without words]" : text;
    }
}
