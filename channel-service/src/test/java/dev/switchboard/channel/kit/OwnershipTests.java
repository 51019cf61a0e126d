package dev.switchboard.channel.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channel.ChannelServiceApplication;
import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

/// Two tenants that name the same account of a provider.
@SwitchboardIntegrationTest(ChannelServiceApplication.class)
class OwnershipTests extends Staged {
    @ParameterizedTest
    @ValueSource(strings = {"whatsapp", "twilio", "messenger", "x", "slack"})
    void whoOnlyClaimsAnAccountGivesWayToWhoCanProveIt(String provider) {
        ChannelKit kit = STAGE.adapters()
                .filter(one -> one.provider().equals(provider))
                .findFirst()
                .orElseThrow();
        String claimed = kit.settings().replaceAll("\"(accessToken|authToken|botToken)\": \"[^\"]*\"", "\"$1\": \"x\"");
        UUID squatter = Ids.next();
        UUID theirs = Ids.next();
        client.as(Callers.adminOf(STAGE.account()))
                .delete()
                .uri("/api/provider_accounts/" + STAGE.inbox(kit))
                .exchange()
                .expectStatus()
                .isNoContent();
        audited("provider_account.disconnected", STAGE.inbox(kit));
        assertThat(provision(kit, squatter, theirs, claimed)).isEqualTo(204);
        audited("provider_account.connected", theirs);
        assertThat(provision(kit, Ids.next(), Ids.next(), claimed))
                .as("neither can prove it")
                .isEqualTo(409);
        assertThat(provision(kit, STAGE.account(), STAGE.inbox(kit), kit.settings()))
                .isEqualTo(204);
        assertThat(provision(kit, squatter, theirs, claimed)).isEqualTo(409);
        assertThat(provision(kit, squatter, theirs, kit.settings()))
                .as("the first who proves it keeps it")
                .isEqualTo(409);
        STAGE.emulators()
                .play(kit.provider(), kit.played(kit.customer(), "Mine", STAGE.id(kit)))
                .expectStatus()
                .isOk();
    }

    private void audited(String action, UUID inbox) {
        AuditRecorded _ = facts.await(
                AuditRecorded.class,
                act -> act.action().equals(action)
                        && inbox.toString().equals(act.thing().id()));
    }

    private int provision(ChannelKit kit, UUID account, UUID inbox, String settings) {
        return client.as(Callers.operator())
                .put()
                .uri("/internal/provider-accounts/" + inbox)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"accountId\": \"%s\", \"provider\": \"%s\", \"settings\": %s}"
                        .formatted(account, kit.provider(), settings))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }
}
