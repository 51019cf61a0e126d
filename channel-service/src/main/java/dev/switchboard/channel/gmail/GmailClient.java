package dev.switchboard.channel.gmail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.channel.mail.ReceiveMail;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Calls Gmail's API. Reading fails with `GmailTrouble` or as the client does; sending does not fail.
@Component
class GmailClient {
    static final Delivery.Failed NO_THREAD = new Delivery.Failed("Gmail does not know the thread");
    private static final String WHO = "Gmail";
    private static final int PAGES = 20;

    record Profile(String emailAddress, String historyId) {}

    record History(
            @Nullable List<Change> history,
            @Nullable String nextPageToken,
            @Nullable String historyId) {
        List<String> added() {
            return changes().stream()
                    .flatMap(change -> Stream.ofNullable(change.messagesAdded()).flatMap(List::stream))
                    .map(added -> added.message().id())
                    .distinct()
                    .toList();
        }

        boolean goesOn() {
            return nextPageToken != null && !changes().isEmpty();
        }

        /// Up to where it tells, from where the next one is asked for.
        long reached(long before) {
            String last = goesOn() ? changes().getLast().id() : historyId;
            return last == null ? before : Long.parseLong(last);
        }

        private List<Change> changes() {
            return history == null ? List.of() : history;
        }
    }

    record Change(String id, @Nullable List<Added> messagesAdded) {}

    record Added(Listed message) {}

    record Listed(String id, @Nullable String threadId) {}

    private record Page(
            @Nullable List<Listed> messages, @Nullable String nextPageToken) {}

    private record Raw(@Nullable String raw) {}

    @JsonInclude(Include.NON_NULL)
    private record Outgoing(String raw, @Nullable String threadId) {}

    private record Refusal(@Nullable Error error) {}

    private record Error(@Nullable String message, @Nullable List<Cause> errors) {}

    private record Cause(@Nullable String reason) {}

    private final ProviderHttp http;
    private final WebClient client;
    private final GoogleTokens tokens;
    private final GoogleSettings settings;
    private final JsonMapper json;

    GmailClient(
            ProviderHttp http,
            GoogleTokens tokens,
            GoogleSettings settings,
            ReceiveMail.Settings mails,
            JsonMapper json) {
        this.http = http;
        // a mail comes in base64
        int largest = (int) (mails.largest().toBytes() / 3 * 4) + 1_000_000;
        this.client = http.client()
                .mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(largest))
                .build();
        this.tokens = tokens;
        this.settings = settings;
        this.json = json;
    }

    /// @param access of an agreement that is not stored yet
    Mono<Profile> profile(String access) {
        return http.ask(client.get().uri(address("/profile")).headers(headers -> headers.setBearerAuth(access)))
                .filter(Answer::isSuccess)
                .mapNotNull(answer -> answer.as(json, Profile.class));
    }

    Mono<Profile> profile(GmailSettings mailbox) {
        return read(mailbox, Profile.class, "/profile");
    }

    /// What has come since; empty where Gmail does not remember so far back.
    Mono<History> history(GmailSettings mailbox, long since) {
        return read(mailbox, History.class, "/history?startHistoryId={since}&historyTypes=messageAdded", since);
    }

    /// Ids of all that was received since, the newest first.
    ///
    /// @param unread of that only what nobody has read
    Flux<String> since(GmailSettings mailbox, long epochSecond, boolean unread) {
        String query = "after:" + epochSecond + " -in:sent -in:drafts" + (unread ? " is:unread" : "");
        return page(mailbox, query, "")
                .expand(page ->
                        page.nextPageToken() == null ? Mono.empty() : page(mailbox, query, page.nextPageToken()))
                .take(PAGES)
                .concatMapIterable(page -> page.messages() == null ? List.of() : page.messages())
                .map(Listed::id);
    }

    private Mono<Page> page(GmailSettings mailbox, String query, String token) {
        return token.isEmpty()
                ? read(mailbox, Page.class, "/messages?maxResults=500&q={query}", query)
                : read(mailbox, Page.class, "/messages?maxResults=500&q={query}&pageToken={token}", query, token);
    }

    /// Empty where it is gone.
    Mono<GmailMail> head(GmailSettings mailbox, String id) {
        return read(mailbox, GmailMail.class, "/messages/{id}?format=metadata", id);
    }

    Mono<byte[]> raw(GmailSettings mailbox, String id) {
        return read(mailbox, Raw.class, "/messages/{id}?format=raw", id)
                .mapNotNull(Raw::raw)
                .map(Base64.getUrlDecoder()::decode);
    }

    /// Empty where there is no such thing.
    private <T> Mono<T> read(GmailSettings mailbox, Class<T> type, String path, Object... values) {
        return tokens.access(mailbox)
                .flatMap(token -> http.ask(
                        client.get().uri(address(path), values).headers(headers -> headers.setBearerAuth(token))))
                .filter(answer -> answer.status() != 404)
                .map(answer -> read(mailbox, type, answer));
    }

    private <T> T read(GmailSettings mailbox, Class<T> type, Answer answer) {
        if (answer.status() == 401) {
            tokens.forget(mailbox);
            throw GmailTrouble.passing("Google's access was renewed");
        }
        T read = answer.isSuccess() ? answer.as(json, type) : null;
        if (read == null) {
            throw GmailTrouble.passing(
                    answer.status() == 429 || isRate(answer)
                            ? "Gmail allows no more requests now"
                            : "Gmail did not answer as expected (" + answer.status() + ")");
        }
        return read;
    }

    /// @return a `Sent` with Gmail's own id of the mail, or `NO_THREAD`
    Mono<Delivery> send(GmailSettings mailbox, byte[] raw, @Nullable String thread) {
        byte[] body = json.writeValueAsBytes(
                new Outgoing(Base64.getUrlEncoder().withoutPadding().encodeToString(raw), thread));
        return tokens.access(mailbox)
                .flatMap(token -> http.deliver(
                        WHO,
                        client.post()
                                .uri(address("/messages/send"))
                                .headers(headers -> headers.setBearerAuth(token))
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(body),
                        answer -> delivery(mailbox, thread, answer)))
                .onErrorResume(
                        GmailTrouble.class,
                        e -> Mono.just(
                                e.isEnded()
                                        ? new Delivery.Failed(
                                                "Google has ended the agreement", "connect the mailbox again")
                                        : new Delivery.Postponed(e.words(), true, null)))
                .onErrorResume(
                        WebClientException.class,
                        _ -> Mono.just(new Delivery.Postponed("Google cannot be reached", true, null)));
    }

    private Delivery delivery(GmailSettings mailbox, @Nullable String thread, Answer answer) {
        Listed sent = answer.isSuccess() ? answer.as(json, Listed.class) : null;
        if (sent != null) {
            return new Delivery.Sent(sent.id(), sent.id());
        }
        if (answer.isSuccess()) {
            return ProviderHttp.lost(WHO);
        }
        Error error = error(answer);
        if (answer.isServerError()) {
            return error == null
                    ? ProviderHttp.lost(WHO)
                    : new Delivery.Postponed("Gmail has trouble of its own", true, answer.after());
        }
        if (answer.status() == 401) {
            tokens.forget(mailbox);
            return new Delivery.Postponed("Google's access was renewed", true, null);
        }
        if (isRate(answer)) {
            return new Delivery.Postponed("Too many mails were sent at once", true, answer.after());
        }
        if (answer.status() == 404 && thread != null) {
            return NO_THREAD;
        }
        if (answer.status() == 413) {
            return new Delivery.Failed("The mail is too large for Gmail", "send the files in several mails");
        }
        String said = error == null || error.message() == null ? "" : error.message();
        return new Delivery.Failed("Gmail refused the mail" + (said.isBlank() ? "" : ": " + said));
    }

    private boolean isRate(Answer answer) {
        Error error = answer.status() == 403 ? error(answer) : null;
        return error != null
                && error.errors() != null
                && error.errors().stream()
                        .anyMatch(cause ->
                                cause.reason() != null && cause.reason().endsWith("ateLimitExceeded"));
    }

    private @Nullable Error error(Answer answer) {
        Refusal refusal = answer.as(json, Refusal.class);
        return refusal == null ? null : refusal.error();
    }

    private String address(String path) {
        return settings.apiUrl() + "/gmail/v1/users/me" + path;
    }
}
