package dev.switchboard.channel.mail;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.mail.MailThreads.ThreadRow;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Puts a mail into the thread that it belongs to: by the mails that it answers, by the token of the address that it
/// was sent to, or by its subject; else it begins one. Whom it names has a part in the thread from then on.
@Component
class JoinThread {
    private static final Pattern TOKEN = Pattern.compile("[^@]*\\+([0-9a-f]{32})@.*");
    private static final Pattern ANSWER =
            Pattern.compile("(?i)^\\s*((re|aw|antw|sv|vs|ref|odp|rif|res|fwd?|wg)\\s*(\\[\\d+])?\\s*[:：]\\s*)+");

    private final MailThreads threads;
    private final ReceiveMail.Settings settings;

    JoinThread(MailThreads threads, ReceiveMail.Settings settings) {
        this.threads = threads;
        this.settings = settings;
    }

    /// @param begun by this mail
    record Joined(ThreadRow thread, boolean begun) {}

    /// @param given where somebody of the account says that it belongs
    Mono<Joined> join(ProviderAccount account, MailAccount mailbox, IncomingMail mail, @Nullable ThreadRow given) {
        String subject = ANSWER.matcher(mail.subject()).replaceFirst("");
        return (given == null ? known(account, mail, subject) : Mono.just(given))
                .map(thread -> new Joined(thread, false))
                .switchIfEmpty(
                        Mono.defer(() -> threads.begin(account.accountId(), account.inboxId(), mail.sender(), subject)
                                .map(thread -> new Joined(thread, true))))
                .flatMap(joined -> threads.remember(
                                account.accountId(),
                                joined.thread(),
                                mail.messageId(),
                                mail.sender(),
                                people(mailbox, mail))
                        .thenReturn(joined));
    }

    private Mono<ThreadRow> known(ProviderAccount account, IncomingMail mail, String subject) {
        List<String> ids = Stream.concat(Stream.of(mail.messageId()), mail.references().stream())
                .toList();
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

    private static List<String> people(MailAccount mailbox, IncomingMail mail) {
        Stream<String> others = mail.recipients().stream().filter(address -> !mailbox.isOwn(address));
        return Stream.concat(others, Stream.of(mail.sender(), mail.from())).toList();
    }
}
