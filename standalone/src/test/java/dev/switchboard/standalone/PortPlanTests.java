package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PortPlanTests {
    @Test
    void theFirstReplicaStandsOnTheDocumentedPortsAndTheNextTenAbove() {
        PortPlan ports = PortPlan.of(Map.of());
        assertThat(Instance.of(Service.GATEWAY, 1, ports)).isEqualTo(new Instance(Service.GATEWAY, 1, 8080, 8100));
        assertThat(Instance.of(Service.GATEWAY, 2, ports)).isEqualTo(new Instance(Service.GATEWAY, 2, 8090, 8110));
        assertThat(Instance.of(Service.CONVERSATION, 2, ports))
                .isEqualTo(new Instance(Service.CONVERSATION, 2, 8111, 8111));
    }

    @Test
    void theOffsetMovesEverythingAndTheGatewaysPortOnlyTheGateway() {
        PortPlan ports = PortPlan.of(Map.of("SWITCHBOARD_PORT_OFFSET", "1000", "SWITCHBOARD_PORT", "80"));
        assertThat(ports.of(Service.GATEWAY)).isEqualTo(80);
        assertThat(ports.of(Service.ADMIN)).isEqualTo(9105);
        assertThat(ports.kafka()).isEqualTo(20092);
    }

    @Test
    void aProxyMayStandBeforeTheServers() {
        PortPlan ports = PortPlan.of(Map.of("SWITCHBOARD_PORT_OFFSET", "1000", "SWITCHBOARD_KAFKA_VIA", "7001"));
        assertThat(ports.kafka()).isEqualTo(20092);
        assertThat(ports.kafkaVia()).isEqualTo(7001);
        assertThat(ports.postgresVia()).isEqualTo(ports.postgres());
    }

    @Test
    void aPortThatIsNoneIsNamed() {
        assertThatThrownBy(() -> PortPlan.of(Map.of("SWITCHBOARD_PORT", "http")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("SWITCHBOARD_PORT is `http`");
    }

    @Test
    void noTwoServicesShareAPort() {
        PortPlan ports = PortPlan.of(Map.of());
        assertThat(Service.values())
                .flatExtracting(service -> java.util.List.of(
                        Instance.of(service, 1, ports).port(),
                        Instance.of(service, 2, ports).port()))
                .doesNotHaveDuplicates();
    }
}
