package dev.switchboard.emulators.google;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.EmulatedError;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.fault.Reaction;
import dev.switchboard.emulators.google.GmailBox.Stored;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Gmail's API, as far as a mail program needs it. Pages have two entries, so that everybody has to turn them.
@RestController
@RequestMapping("/google/gmail/v1/users/me")
class GmailController {
    private static final String PROVIDER = "gmail";
    private static final int PAGE = 2;
    private static final Pattern AFTER = Pattern.compile("after:(\\d+)");

    private final EmulatorSettings.Google settings;
    private final Grants grants;
    private final GmailBox box;
    private final SentMails sentMails;
    private final Faults faults;

    GmailController(EmulatorSettings settings, Grants grants, GmailBox box, SentMails sentMails, Faults faults) {
        this.settings = settings.google();
        this.grants = grants;
        this.box = box;
        this.sentMails = sentMails;
        this.faults = faults;
    }

    record Refusal(Error error) {
        static EmulatedError of(int status, String reason, String message) {
            Error error = new Error(status, message, List.of(new Cause("global", reason, message)));
            return new EmulatedError(status, new Refusal(error), status == 429 ? Map.of("Retry-After", "1") : Map.of());
        }
    }

    record Error(int code, String message, List<Cause> errors) {}

    record Cause(String domain, String reason, String message) {}

    @ModelAttribute
    void authorize(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        if (!grants.opens(authorization)) {
            throw Refusal.of(401, "authError", "Invalid Credentials");
        }
    }

    record Profile(String emailAddress, long messagesTotal, long threadsTotal, String historyId) {}

    @GetMapping("/profile")
    Profile profile() {
        int all = box.received(0).size();
        return new Profile(settings.address(), all, all, Long.toString(box.historyId()));
    }

    @JsonInclude(Include.NON_NULL)
    record History(@Nullable List<Change> history, @Nullable String nextPageToken, String historyId) {}

    record Change(String id, List<Listed> messages, List<Added> messagesAdded) {}

    record Added(Listed message) {}

    @JsonInclude(Include.NON_NULL)
    record Listed(String id, String threadId, @Nullable List<String> labelIds) {}

    @GetMapping("/history")
    History history(@RequestParam long startHistoryId, @RequestParam(defaultValue = "0") int pageToken) {
        List<Stored> all = box.since(startHistoryId)
                .orElseThrow(() -> Refusal.of(404, "notFound", "Requested entity was not found."));
        List<Change> page = all.stream()
                .skip(pageToken)
                .limit(PAGE)
                .map(GmailController::change)
                .toList();
        String next = all.size() > pageToken + PAGE ? Integer.toString(pageToken + PAGE) : null;
        return new History(page.isEmpty() ? null : page, next, Long.toString(box.historyId()));
    }

    private static Change change(Stored mail) {
        Listed listed = new Listed(mail.id(), mail.threadId(), mail.labels());
        return new Change(
                Long.toString(mail.number()),
                List.of(new Listed(mail.id(), mail.threadId(), null)),
                List.of(new Added(listed)));
    }

    @JsonInclude(Include.NON_NULL)
    record Page(@Nullable List<Listed> messages, @Nullable String nextPageToken, int resultSizeEstimate) {}

    @GetMapping("/messages")
    Page list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int pageToken) {
        Matcher after = AFTER.matcher(q);
        List<Stored> all = box.received(after.find() ? Long.parseLong(after.group(1)) : 0);
        List<Listed> page = all.stream()
                .skip(pageToken)
                .limit(PAGE)
                .map(mail -> new Listed(mail.id(), mail.threadId(), null))
                .toList();
        String next = all.size() > pageToken + PAGE ? Integer.toString(pageToken + PAGE) : null;
        return new Page(page.isEmpty() ? null : page, next, all.size());
    }

    @JsonInclude(Include.NON_NULL)
    record Shown(
            String id,
            String threadId,
            List<String> labelIds,
            String snippet,
            String historyId,
            String internalDate,
            int sizeEstimate,
            @Nullable Payload payload,
            @Nullable String raw) {}

    record Payload(List<Header> headers) {}

    record Header(String name, String value) {}

    @GetMapping("/messages/{id}")
    Mono<Shown> show(@PathVariable String id, @RequestParam(defaultValue = "full") String format) {
        Stored mail = box.named(id).orElseThrow(() -> Refusal.of(404, "notFound", "Requested entity was not found."));
        return Mono.fromCallable(() -> new Shown(
                        mail.id(),
                        mail.threadId(),
                        mail.labels(),
                        "",
                        Long.toString(mail.number()),
                        Long.toString(mail.seconds() * 1000),
                        mail.raw().length,
                        format.equals("raw") ? null : new Payload(SentMails.headers(mail.raw())),
                        format.equals("raw") ? Base64.getUrlEncoder().encodeToString(mail.raw()) : null))
                .subscribeOn(Schedulers.boundedElastic());
    }

    record Outgoing(@Nullable String raw, @Nullable String threadId) {}

    @PostMapping("/messages/send")
    Mono<Listed> send(@RequestBody Outgoing message) {
        String thread = message.threadId();
        if (thread != null && !box.hasThread(thread)) {
            throw Refusal.of(404, "notFound", "Requested entity was not found.");
        }
        byte[] raw = Base64.getUrlDecoder().decode(Objects.requireNonNullElse(message.raw(), ""));
        return faults.take(PROVIDER, new Reaction<byte[]>() {
                    @Override
                    public byte[] accept(boolean undelivered) {
                        return raw;
                    }

                    @Override
                    public RuntimeException tooMany() {
                        return Refusal.of(429, "rateLimitExceeded", "Too many concurrent requests for user");
                    }

                    @Override
                    public RuntimeException fails() {
                        return Refusal.of(503, "backendError", "Backend Error");
                    }

                    @Override
                    public RuntimeException refuses() {
                        return Refusal.of(400, "invalidArgument", "Invalid To header");
                    }
                })
                .flatMap(taken ->
                        Mono.fromCallable(() -> sentMails.take(taken, thread)).subscribeOn(Schedulers.boundedElastic()))
                .map(mail -> new Listed(mail.id(), mail.threadId(), mail.labels()));
    }
}
