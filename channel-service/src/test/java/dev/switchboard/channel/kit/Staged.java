package dev.switchboard.channel.kit;

import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Facts;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Tests that share one stage, and so one running service.
abstract class Staged {
    static final Stage STAGE = new Stage();

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @LocalServerPort
    int port;

    Api api;
    Told told;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        STAGE.settings(registry);
    }

    @BeforeEach
    void connect() {
        api = new Api(client);
        told = new Told(facts, database);
        STAGE.connect(client, port);
    }
}
