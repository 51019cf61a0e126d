package dev.switchboard.emulators.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// A refusal in OpenAI's form.
final class OpenAiError extends RuntimeException {
    private final HttpStatus status;
    private final Body body;

    private OpenAiError(HttpStatus status, String message, String type, @Nullable String param, @Nullable String code) {
        super(message, null, false, false);
        this.status = status;
        this.body = new Body(new Body.Error(message, type, param, code));
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Body(Error error) {
        record Error(
                String message,
                String type,
                @Nullable String param,
                @Nullable String code) {}
    }

    static OpenAiError badKey() {
        return new OpenAiError(
                HttpStatus.UNAUTHORIZED,
                "Incorrect API key provided.",
                "invalid_request_error",
                null,
                "invalid_api_key");
    }

    static OpenAiError noSuchModel(String model) {
        return new OpenAiError(
                HttpStatus.NOT_FOUND,
                "The model '" + model + "' does not exist",
                "invalid_request_error",
                null,
                "model_not_found");
    }

    static OpenAiError missing(String param) {
        return new OpenAiError(
                HttpStatus.BAD_REQUEST, param + ": Field required", "invalid_request_error", param, null);
    }

    static OpenAiError badFile() {
        return new OpenAiError(
                HttpStatus.BAD_REQUEST,
                "Invalid file format. Supported formats: ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg',"
                        + " 'wav', 'webm']",
                "invalid_request_error",
                null,
                null);
    }

    static OpenAiError tooMany() {
        return new OpenAiError(
                HttpStatus.TOO_MANY_REQUESTS,
                "Rate limit reached for requests",
                "requests",
                null,
                "rate_limit_exceeded");
    }

    static OpenAiError somethingWrong() {
        return new OpenAiError(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The server had an error while processing your request",
                "server_error",
                null,
                null);
    }

    HttpStatus status() {
        return status;
    }

    Body body() {
        return body;
    }
}
