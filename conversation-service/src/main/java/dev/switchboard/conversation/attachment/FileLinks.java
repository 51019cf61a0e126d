package dev.switchboard.conversation.attachment;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;
import dev.switchboard.common.secret.SecretKeyBase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Links to files that open without a credential until they expire: for pictures in a page, and for providers.
@Component
public class FileLinks {
    private static final String PATH = "/api/files/";

    private final Hmac key;
    private final AttachmentSettings settings;
    private final Clock clock;

    FileLinks(SecretKeyBase base, AttachmentSettings settings, Clock clock) {
        this.key = Hmac.sha256(base.derive("file-link"));
        this.settings = settings;
        this.clock = clock;
        // the first use loads classes, which no event loop should wait for
        String _ = signature(new UUID(0, 0), new UUID(0, 0), 0);
    }

    public String to(UUID accountId, UUID fileId) {
        long expires = clock.instant().plus(settings.link()).getEpochSecond();
        return PATH + fileId + "?account_id=" + accountId + "&expires=" + expires + "&signature="
                + signature(accountId, fileId, expires);
    }

    /// The attachments with links of today; a link to somewhere else stays as it is.
    public List<Attachment> fresh(UUID accountId, List<Attachment> files) {
        return files.isEmpty()
                ? files
                : files.stream().map(file -> fresh(accountId, file)).toList();
    }

    private Attachment fresh(UUID accountId, Attachment file) {
        return file.url() == null || file.url().startsWith(PATH)
                ? new Attachment(file.id(), file.name(), file.contentType(), file.bytes(), to(accountId, file.id()))
                : file;
    }

    /// @throws Problem `FORBIDDEN` for a link that was not made here, or has expired
    public void verify(UUID accountId, UUID fileId, long expires, String signature) {
        boolean genuine = Digest.same(signature(accountId, fileId, expires), signature);
        if (!genuine || Instant.ofEpochSecond(expires).isBefore(clock.instant())) {
            throw Problem.of(ProblemCode.FORBIDDEN, "This link is not valid any more")
                    .advise("Load the message again for a new one.");
        }
    }

    private String signature(UUID accountId, UUID fileId, long expires) {
        return key.of(accountId + ":" + fileId + ":" + expires).base64Url();
    }
}
