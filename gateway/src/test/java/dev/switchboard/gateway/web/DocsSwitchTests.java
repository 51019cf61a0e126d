package dev.switchboard.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

class DocsSwitchTests {
    @Test
    void aSettingSwitchesTheDocsOff() {
        new ReactiveWebApplicationContextRunner()
                .withUserConfiguration(DocsWiring.class)
                .withPropertyValues("switchboard.docs.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("docsRoutes"));
    }
}
