package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmulatedProvidersTests {
    @Test
    void anApplicationOrAnAddressThatIsNamedOutsideIsTheRealOne() {
        Map<String, String> all = EmulatedProviders.environment("127.0.0.1:8190", Set.of("GITHUB_API_URL"));
        assertThat(all)
                .containsEntry("GRAPH_URL", "http://127.0.0.1:8190/graph")
                .containsEntry("GITHUB_API_URL", "http://127.0.0.1:8190/github/api")
                .containsEntry("SLACK_CLIENT_ID", "demo-client");
        assertThat(EmulatedProviders.environment("127.0.0.1:8190", Set.of("GRAPH_URL", "SLACK_CLIENT_ID")))
                .doesNotContainKeys("GRAPH_URL", "SLACK_URL", "SLACK_SIGNING_SECRET")
                .containsKey("GITHUB_URL");
    }
}
