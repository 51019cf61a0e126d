package dev.switchboard.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channel.Acme;
import dev.switchboard.channel.ChannelServiceApplication;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

@SwitchboardIntegrationTest(ChannelServiceApplication.class)
@TestPropertySource(properties = "switchboard.inbound.allowance.limit=3")
class WebhookLimitIntegrationTests {
    private static final Acme ACME = new Acme(Ids.next(), Ids.next(), "309876543210", "acme-app-secret");
    private static final Acme GLOBEX = new Acme(Ids.next(), Ids.next(), "409876543210", "globex-app-secret");

    @Autowired
    CallerClient client;

    @Autowired
    DatabaseClient database;

    private long stored(String wamid) {
        Long count = database.sql("SELECT count(*) FROM inbound_event WHERE provider_event_id LIKE $1")
                .bind(0, "%" + wamid + "%")
                .mapValue(Long.class)
                .one()
                .block();
        return count == null ? 0 : count;
    }

    @Test
    void anAccountPastItsShareIsAskedToComeAgainAndNothingOfItIsStored() {
        ACME.connected(client);
        GLOBEX.connected(client);
        String forged = ACME.says("15550100", "wamid.forged", "Hi");
        for (int i = 0; i < 5; i++) {
            Acme.post(client, Acme.PATH, forged, Acme.sign(forged, "wrong"))
                    .expectStatus()
                    .isUnauthorized();
        }
        for (int i = 0; i < 3; i++) {
            ACME.post(client, ACME.says("15550100", "wamid.limit-" + i, "Hi"))
                    .expectStatus()
                    .isOk();
        }
        ACME.post(client, ACME.says("15550100", "wamid.limit-late", "Hi"))
                .expectStatus()
                .isEqualTo(429);
        assertThat(stored("wamid.limit-late")).isZero();
        assertThat(stored("wamid.limit-2")).isEqualTo(1);
        GLOBEX.post(client, GLOBEX.says("15550100", "wamid.other", "Hi"))
                .expectStatus()
                .isOk();
    }
}
