package dev.switchboard.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channel.Emulated;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.ProviderContract;
import dev.switchboard.common.id.Ids;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class WhatsappContractTests implements ProviderContract {
    private static final WhatsappSettings ACCOUNT =
            new WhatsappSettings("109876543210", "secret", "verify", "demo-meta-access-token");
    private static Emulated meta;
    private static GraphClient graph;
    private static GraphClient nobody;

    @BeforeAll
    static void start() {
        meta = new Emulated("http://localhost:9", "switchboard.emulators.hang=5s");
        graph = client(meta.graphUrl());
        nobody = client("http://localhost:9");
    }

    @AfterAll
    static void stop() {
        graph.destroy();
        nobody.destroy();
        meta.close();
    }

    @BeforeEach
    void forget() {
        meta.fault("none", 1);
        meta.forget();
    }

    private static GraphClient client(String url) {
        return new GraphClient(
                new GraphSettings(URI.create(url), "v23.0", Duration.ofSeconds(1), Duration.ofMillis(500), 4),
                new JsonMapper());
    }

    @Override
    public Mono<Delivery> send(String text) {
        return graph.send(ACCOUNT, message(text));
    }

    @Override
    public Mono<Delivery> sendToNobody(String text) {
        return nobody.send(ACCOUNT, message(text));
    }

    @Override
    public void fault(String mode) {
        meta.fault(mode, 1);
    }

    @Override
    public int taken() {
        return meta.sent().size();
    }

    @Test
    void aTokenThatHasExpiredIsExplained() {
        WhatsappSettings expired = new WhatsappSettings("109876543210", "secret", "verify", "expired");
        assertThat(graph.send(expired, message("Hello")).block(PATIENCE))
                .isEqualTo(new Delivery.Failed(
                        "The access token of this WhatsApp account is invalid or has expired: connect it again"));
    }

    private static Outbound message(String text) {
        return new Outbound(Ids.next(), "15550100", text);
    }
}
