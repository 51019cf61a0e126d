package dev.switchboard.ai.session;

import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `POST /api/core/messages` of the platform API: a server says a customer's message and gets the answer in the same
/// call. `message.id` is the idempotency key: the same one again gets the same answer.
@RestController
@Tag(name = "Platform: chatbot core")
class MessageController {
    private final AskAndWait askAndWait;
    private final SessionAddresses addresses;
    private final Clock clock;

    MessageController(AskAndWait askAndWait, SessionAddresses addresses, Clock clock) {
        this.askAndWait = askAndWait;
        this.addresses = addresses;
        this.clock = clock;
    }

    record MessageRequest(
            @NotNull @Valid Text message,
            @Nullable @Size(max = 20) String channel,
            @NotBlank @Size(max = 200) String userId,

            @Nullable @Size(max = 200) @Pattern(regexp = ".*\\S.*", message = "can't be blank")
            String sessionId,

            @Nullable @Size(max = 20) Map<@Size(max = 100) String, @Size(max = 1_000) String> metadata) {
        record Text(
                @NotBlank @Size(max = 16_000) String text,

                @Nullable @Pattern(regexp = "text", message = "must be text")
                String type,

                @Nullable @Size(min = 1, max = 200) String id) {}
    }

    record AnswerView(ResponseView response, String sessionId, ContextView context) {}

    /// @param sources the articles that the answer stands on
    record ResponseView(String text, String id, String type, List<Source> sources) {
        static ResponseView of(AskAndWait.Reply reply) {
            return new ResponseView(reply.text(), reply.id(), "text", reply.sources());
        }
    }

    /// @param confidence calibrated, 0 to 1; 0 where the bot has not answered
    record ContextView(@Nullable String intent, List<String> entities, double confidence) {
        static ContextView of(AskAndWait.Reply reply) {
            return new ContextView(reply.intent(), reply.entities(), reply.confidence());
        }
    }

    @Operation(
            summary = "Say a customer's message and wait for the answer",
            description = "Answers within 20 s. Where the AI is not done by then, or a person has the "
                    + "conversation, the text says so with a confidence of 0, and the answer itself comes "
                    + "over the channel. The same `message.id` again gets the same answer.")
    @PostMapping("/api/core/messages")
    Mono<AnswerView> ask(@Valid @RequestBody MessageRequest request, Caller.Staff caller) {
        UUID account = caller.accountToChange();
        String sessionId = request.sessionId() == null ? "session-" + Ids.secret() : request.sessionId();
        return askAndWait
                .ask(said(account, sessionId, request))
                .map(reply -> new AnswerView(ResponseView.of(reply), sessionId, ContextView.of(reply)));
    }

    private MessageReceived.Said said(UUID account, String sessionId, MessageRequest request) {
        String id = request.message().id();
        return new MessageReceived.Said(
                Ids.next(),
                account,
                addresses.of(account, request.channel(), request.userId(), sessionId),
                clock.instant(),
                id == null ? Ids.next().toString() : id,
                Profile.NOTHING,
                request.message().text(),
                List.of(),
                null,
                request.metadata() == null ? Map.of() : request.metadata());
    }
}
