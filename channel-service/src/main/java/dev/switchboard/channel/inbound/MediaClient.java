package dev.switchboard.channel.inbound;

import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.egress.EgressAnswer;
import dev.switchboard.common.egress.EgressClient;
import dev.switchboard.common.egress.EgressRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Gets files from the addresses that providers name. A few redirects are followed, each checked like the first; a
/// credential goes to the first host only.
@Component
public class MediaClient {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int REDIRECTS = 3;

    private final EgressClient egress;
    private final int largest;

    MediaClient(EgressClient egress, Blobs blobs) {
        this.egress = egress;
        this.largest = (int) blobs.largest().toBytes();
    }

    /// Fails for an address that may not be called, another answer than 200, and more bytes than a file may have.
    public Mono<byte[]> get(String url, Map<String, String> headers) {
        return get(url, headers, REDIRECTS);
    }

    /// The same, and an address that leads to another fails.
    public Mono<byte[]> once(String url) {
        return get(url, Map.of(), 0);
    }

    private Mono<byte[]> get(String url, Map<String, String> headers, int redirects) {
        return egress.send(EgressRequest.get(url, headers, PATIENCE, largest)).flatMap(answer -> {
            String location = answer.header("Location");
            if (answer.status() / 100 == 3 && location != null && redirects > 0) {
                URI next = URI.create(url).resolve(location);
                boolean same =
                        Objects.equals(next.getAuthority(), URI.create(url).getAuthority());
                return get(next.toString(), same ? headers : Map.of(), redirects - 1);
            }
            return bytes(answer);
        });
    }

    private static Mono<byte[]> bytes(EgressAnswer answer) {
        if (answer.status() != 200 || answer.truncated()) {
            return Mono.error(new IllegalStateException(
                    answer.truncated() ? "the file is too large" : "the provider answered " + answer.status()));
        }
        return Mono.just(answer.body());
    }
}
