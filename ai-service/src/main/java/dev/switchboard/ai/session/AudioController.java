package dev.switchboard.ai.session;

import dev.switchboard.ai.session.MessageController.ContextView;
import dev.switchboard.ai.session.MessageController.ResponseView;
import dev.switchboard.ai.transcription.VoiceModel;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `POST /api/core/messages/audio` of the platform API: a server says a customer's voice message, and gets its words
/// and
/// the answer in the same call.
@RestController
@Tag(name = "Platform: chatbot core")
class AudioController {
    private final VoiceMessages voiceMessages;
    private final AskAndWait askAndWait;
    private final VoiceModel model;

    AudioController(VoiceMessages voiceMessages, AskAndWait askAndWait, VoiceModel model) {
        this.voiceMessages = voiceMessages;
        this.askAndWait = askAndWait;
        this.model = model;
    }

    /// @param transcription the words; null where the recording could not be understood, or not in time
    record AudioView(@Nullable String transcription, ResponseView response, String sessionId, ContextView context) {}

    @Operation(
            summary = "Say a customer's voice message and wait for the answer",
            description = "mp3, wav, ogg, webm or m4a of at most 10 MB, as base64. Answers within 20 s, as a text "
                    + "message does. Without a model for voice messages the answer is `model_required`, and the "
                    + "recording is in the conversation, for a person. The same `id` again gets the same answer.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = AudioRequest.class))))
    @PostMapping("/api/core/messages/audio")
    Mono<AudioView> ask(ServerHttpRequest body, Caller.Staff caller) {
        UUID account = caller.accountToChange();
        return voiceMessages.read(body).flatMap(request -> {
            String sessionId = request.sessionId() == null ? "session-" + Ids.secret() : request.sessionId();
            return voiceMessages
                    .said(account, sessionId, request)
                    .flatMap(said -> model.isSetUp()
                            ? askAndWait.ask(said)
                            : askAndWait.say(said).then(Mono.error(AudioController::noModel)))
                    .map(reply ->
                            new AudioView(reply.question(), ResponseView.of(reply), sessionId, ContextView.of(reply)));
        });
    }

    private static Problem noModel() {
        return Problem.of(ProblemCode.MODEL_REQUIRED, "No model is set up for voice messages")
                .advise("The recording is in the conversation, for a person. Set OPENAI_API_KEY or "
                        + "TRANSCRIPTION_BASE_URL to have voice messages understood.");
    }
}
