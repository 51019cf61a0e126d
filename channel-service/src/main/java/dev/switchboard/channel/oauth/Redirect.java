package dev.switchboard.channel.oauth;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// Sends somebody to a provider to agree: the address as JSON for a program that asks for it, else a redirect.
public final class Redirect {
    private Redirect() {}

    record Begun(Target data) {}

    record Target(String url) {}

    public static ResponseEntity<?> to(URI address, ServerHttpRequest request) {
        boolean json =
                request.getHeaders().getAccept().stream().anyMatch(MediaType.APPLICATION_JSON::equalsTypeAndSubtype);
        return json
                ? ResponseEntity.ok(new Begun(new Target(address.toString())))
                : ResponseEntity.status(HttpStatus.FOUND).location(address).build();
    }
}
