package dev.switchboard.channel.kit;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Tests that share one stage, and so one running service.
interface Staged {
    Stage STAGE = new Stage();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        STAGE.settings(registry);
    }
}
