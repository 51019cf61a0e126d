package dev.switchboard.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.DescribedRoutes;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class OpenApiIntegrationTests {
    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    CallerClient client;

    @Test
    void everyPublicRouteSaysWhatItIsFor() {
        DescribedRoutes routes = new DescribedRoutes(requestMappingHandlerMapping, client);
        assertThat(routes.silent()).isEmpty();
        assertThat(routes.documented()).isNotEmpty().noneMatch(path -> path.startsWith("/internal"));
    }
}
