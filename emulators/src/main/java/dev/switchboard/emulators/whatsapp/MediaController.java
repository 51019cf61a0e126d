package dev.switchboard.emulators.whatsapp;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.file.Files;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Tells where a customer's file is, and gives it: both to the holder of the token only.
@RestController
class MediaController {
    private final EmulatorSettings settings;
    private final Files files;

    MediaController(EmulatorSettings settings, Files files) {
        this.settings = settings;
        this.files = files;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Media(String messagingProduct, String url, String mimeType, long fileSize, String id) implements Found {}

    sealed interface Found {}

    record Id(String id) implements Found {}

    /// A file, or the phone number itself.
    @GetMapping("/graph/{version:v\\d+\\.\\d+}/{mediaId:\\d+}")
    Found media(
            @PathVariable String mediaId,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            ServerHttpRequest request) {
        if (mediaId.equals(settings.whatsapp().phoneNumberId())) {
            authorize(authorization);
            return new Id(mediaId);
        }
        Files.File file = file(mediaId, authorization);
        String url = request.getURI().resolve("/graph-media/" + mediaId).toString();
        return new Media("whatsapp", url, file.contentType(), file.bytes().length, mediaId);
    }

    @GetMapping("/graph-media/{mediaId}")
    ResponseEntity<byte[]> bytes(
            @PathVariable String mediaId,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        Files.File file = file(mediaId, authorization);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.contentType()))
                .body(file.bytes());
    }

    private void authorize(@Nullable String authorization) {
        if (!("Bearer " + settings.whatsapp().accessToken()).equals(authorization)) {
            throw GraphError.badToken();
        }
    }

    private Files.File file(String id, @Nullable String authorization) {
        authorize(authorization);
        Files.File file = files.of(id);
        if (file == null) {
            throw GraphError.noSuchObject(id);
        }
        return file;
    }

    @ExceptionHandler
    ResponseEntity<GraphError.Body> refuse(GraphError error) {
        return ResponseEntity.status(error.status()).body(error.body());
    }
}
