package dev.switchboard.channel.mail;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.delivery.StatusReport;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.RecordInbound;
import dev.switchboard.channel.mail.MailThreads.ThreadRow;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    private static final Pattern TOKEN = Pattern.compile("[^@]*\\+([0-9a-f]{32})@.*");
    private static final Pattern ANSWER =
            Pattern.compile("(?i)^\\s*((re|aw|antw|sv|vs|ref|odp|rif|res|fwd?|wg)\\s*(\\[\\d+])?\\s*[:：]\\s*)+");
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
    private final RecordInbound recordInbound;
    private final Blobs blobs;
    private final MeterProvider<Counter> taken;
    private final Settings settings;
    private final Clock clock;

    ReceiveMail(
            MailThreads threads,
            RecordInbound recordInbound,
            Blobs blobs,
            MeterRegistry meters,
            Settings settings,
            Clock clock) {
        this.threads = threads;
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
        IncomingMail.Bounce bounce = BounceReport.failed(
                providerMessageId, status == null ? "" : status, diagnostic == null ? "" : diagnostic);
        return new StatusReport(providerMessageId, null, Status.FAILED, bounce.reason(), bounce.advice());
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
            StatusReport report = new StatusReport(
                    bounce.messageId(),
                    null,
                    bounce.delivered() ? Status.DELIVERED : Status.FAILED,
                    bounce.delivered() ? null : bounce.reason(),
                    bounce.delivered() ? null : bounce.advice());
            return Mono.just(new Read(mail, new Inbound.Reported(mail.key(), report), "bounce"));
        }
        String machine = isOurselves(mailbox, mail) ? "ourselves" : mail.machine();
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

    private static boolean isOurselves(MailAccount mailbox, IncomingMail mail) {
        Set<String> own = own(mailbox);
        return own.contains(plain(mail.from())) || own.contains(plain(mail.sender()));
    }

    private static Set<String> own(MailAccount mailbox) {
        Set<String> own = new HashSet<>();
        own.add(mailbox.address().toLowerCase(java.util.Locale.ROOT));
        if (mailbox.replyTo() != null) {
            own.add(mailbox.replyTo().toLowerCase(java.util.Locale.ROOT));
        }
        return own;
    }

    private static String plain(String address) {
        return address.replaceFirst("\\+[0-9a-f]{32}@", "@");
    }

    private Mono<Read> placed(
            ProviderAccount account, MailAccount mailbox, IncomingMail mail, @Nullable ThreadRow given) {
        String subject = ANSWER.matcher(mail.subject()).replaceFirst("");
        Mono<Joined> joined = (given == null ? known(account, mail, subject) : Mono.just(given))
                .map(thread -> new Joined(thread, false))
                .switchIfEmpty(
                        Mono.defer(() -> threads.begin(account.accountId(), account.inboxId(), mail.sender(), subject)
                                .map(thread -> new Joined(thread, true))));
        return joined.flatMap(place -> threads.remember(
                        account.accountId(), place.thread(), mail.messageId(), mail.sender(), people(mailbox, mail))
                .then(files(account, place.thread().where(), mail))
                .map(files -> new Read(mail, received(account, mail, place, files), null)));
    }

    private record Joined(ThreadRow thread, boolean begun) {}

    private static Set<String> people(MailAccount mailbox, IncomingMail mail) {
        Set<String> own = own(mailbox);
        Set<String> people = mail.recipients().stream()
                .filter(address -> !own.contains(plain(address)))
                .collect(Collectors.toCollection(HashSet::new));
        people.add(mail.sender());
        people.add(mail.from());
        return people;
    }

    private Mono<ThreadRow> known(ProviderAccount account, IncomingMail mail, String subject) {
        List<String> ids = new java.util.ArrayList<>(List.of(mail.messageId()));
        ids.addAll(mail.references());
        List<String> tokens = mail.recipients().stream()
                .map(TOKEN::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .toList();
        boolean answers = !subject.equals(mail.subject()) && !subject.isBlank();
        return threads.ofMails(account.inboxId(), ids, mail.sender())
                .switchIfEmpty(Mono.defer(() -> threads.ofToken(account.inboxId(), tokens, mail.sender())))
                .switchIfEmpty(Mono.defer(() -> answers
                        ? threads.ofSubject(account.inboxId(), subject, mail.sender(), settings.sameSubject())
                        : Mono.empty()));
    }

    private Mono<List<Attachment>> files(ProviderAccount account, Address address, IncomingMail mail) {
        String holder = address.senderKey(account.accountId());
        return Flux.fromIterable(mail.files())
                .concatMap(file -> blobs.keep(account.accountId(), holder, file.bytes())
                        .map(id -> new Attachment(id, file.name(), file.contentType(), file.bytes().length, null)))
                .collectList();
    }

    private Inbound received(ProviderAccount account, IncomingMail mail, Joined place, List<Attachment> files) {
        ThreadRow thread = place.thread();
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
                        body(mail, place, correspondent),
                        files,
                        mail.sentAt(),
                        metadata));
    }

    private static String body(IncomingMail mail, Joined place, boolean correspondent) {
        StringBuilder body = new StringBuilder();
        if (!correspondent) {
            body.append(mail.sender()).append(":\n\n");
        }
        if (place.begun() && !mail.subject().isBlank()) {
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
