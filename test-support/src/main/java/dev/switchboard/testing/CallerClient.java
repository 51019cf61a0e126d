package dev.switchboard.testing;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.common.service.InternalTokenFilter;
import java.time.Duration;
import org.springframework.test.web.reactive.server.WebTestClient;

/// HTTP to the service under test, with the internal token that the gateway would send.
public final class CallerClient {
    private final WebTestClient client;
    private final Tokens tokens;

    CallerClient(int port, Tokens tokens) {
        this.client = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(30))
                .build();
        this.tokens = tokens;
    }

    public WebTestClient as(Caller caller) {
        return client.mutate()
                .defaultHeader(InternalTokenFilter.HEADER, token(caller))
                .build();
    }

    /// Without any token, as a stranger who reaches the port.
    public WebTestClient bare() {
        return client;
    }

    public String token(Caller caller) {
        return tokens.mint(Tokens.Audience.INTERNAL, caller, Duration.ofMinutes(5));
    }
}
