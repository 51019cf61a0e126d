package dev.switchboard.channel.email;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;

/// An open inbox on an IMAP server. Everything here blocks, on a thread that may.
final class ImapMailbox implements AutoCloseable {
    private final Store store;
    private final IMAPFolder folder;

    private ImapMailbox(Store store, IMAPFolder folder) {
        this.store = store;
        this.folder = folder;
    }

    /// @param raw the mail as it is, or only its head where it is larger than asked for
    record Mail(long uid, byte[] raw, boolean whole) {}

    /// @param rest mails that are new too and wait
    record Batch(List<Mail> mails, long rest) {}

    static ImapMailbox open(MailServers servers, EmailSettings mailbox) throws MessagingException {
        MailServer server = mailbox.imap();
        Store store = servers.session("imap", server).getStore("imap");
        store.connect(server.host(), server.port(), mailbox.user(), mailbox.password());
        try {
            if (!(store.getFolder("INBOX") instanceof IMAPFolder inbox)) {
                throw new MessagingException("no INBOX");
            }
            inbox.open(Folder.READ_WRITE);
            return new ImapMailbox(store, inbox);
        } catch (MessagingException e) {
            store.close();
            throw e;
        }
    }

    long uidValidity() throws MessagingException {
        return folder.getUIDValidity();
    }

    /// The oldest mails after a UID. `FETCH n:*` gives the last one always, so it is asked for and left out.
    Batch after(long uid, int most, int largest) throws MessagingException, IOException {
        Message[] found = folder.getMessagesByUID(uid + 1, UIDFolder.LASTUID);
        return batch(found, uid, most, largest);
    }

    /// Where a mailbox is seen for the first time, or was set up anew by its server: what came since the day before,
    /// and of that only what nobody has read where it is new to us.
    Batch since(Instant time, boolean unread, int most, int largest) throws MessagingException, IOException {
        ReceivedDateTerm recent = new ReceivedDateTerm(ComparisonTerm.GE, Date.from(time.truncatedTo(ChronoUnit.DAYS)));
        Message[] found =
                folder.search(unread ? new AndTerm(new FlagTerm(new Flags(Flags.Flag.SEEN), false), recent) : recent);
        return batch(found, 0, most, largest);
    }

    long lastUid() throws MessagingException {
        int count = folder.getMessageCount();
        return count == 0 ? 0 : folder.getUID(folder.getMessage(count));
    }

    private Batch batch(Message[] found, long after, int most, int largest) throws MessagingException, IOException {
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfile.Item.SIZE);
        Message[] present = Stream.of(found).filter(message -> message != null).toArray(Message[]::new);
        folder.fetch(present, profile);
        List<Numbered> fresh = new ArrayList<>();
        for (Message message : present) {
            long uid = folder.getUID(message);
            if (uid > after && message instanceof IMAPMessage mail) {
                fresh.add(new Numbered(uid, mail));
            }
        }
        fresh.sort(Comparator.comparingLong(Numbered::uid));
        List<Mail> mails = new ArrayList<>();
        long bytes = 0;
        for (Numbered next : fresh) {
            if (mails.size() == most || bytes > largest) {
                break;
            }
            Mail mail = read(next, largest);
            bytes += mail.raw().length;
            mails.add(mail);
        }
        return new Batch(mails, fresh.size() - mails.size());
    }

    private record Numbered(long uid, IMAPMessage mail) {}

    private static Mail read(Numbered next, int largest) throws MessagingException, IOException {
        // otherwise the server would mark it as read before it is ours
        next.mail().setPeek(true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean whole = next.mail().getSize() <= largest;
        if (whole) {
            next.mail().writeTo(bytes);
        } else {
            try (InputStream head = headers(next.mail())) {
                bytes.writeBytes(head.readNBytes(65_536));
            }
        }
        return new Mail(next.uid(), bytes.toByteArray(), whole);
    }

    private static InputStream headers(IMAPMessage mail) throws MessagingException {
        List<String> lines = new ArrayList<>();
        mail.getAllHeaderLines().asIterator().forEachRemaining(line -> {
            if (!line.regionMatches(true, 0, "Content-", 0, 8)) {
                lines.add(line);
            }
        });
        String text = String.join("\r\n", lines)
                + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                + "[This mail is too large to be taken. It is in the mailbox.]\r\n";
        return new java.io.ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /// Tells people who look into the mailbox that it is taken.
    void markRead(long uid) throws MessagingException {
        @Nullable Message message = folder.getMessageByUID(uid);
        if (message != null) {
            message.setFlag(Flags.Flag.SEEN, true);
        }
    }

    @Override
    public void close() throws MessagingException {
        try {
            if (folder.isOpen()) {
                folder.close(false);
            }
        } finally {
            store.close();
        }
    }
}
