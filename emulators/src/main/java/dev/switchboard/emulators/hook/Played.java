package dev.switchboard.emulators.hook;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// What the one who plays a customer hears: the gateway's answer as it is, and the message's id.
public final class Played {
    private Played() {}

    public static ResponseEntity<String> of(ResponseEntity<String> answer, String id) {
        MediaType type = answer.getHeaders().getContentType();
        return ResponseEntity.status(answer.getStatusCode())
                .contentType(type == null ? MediaType.TEXT_PLAIN : type)
                .header("X-Message-Id", id)
                .body(answer.getBody());
    }
}
