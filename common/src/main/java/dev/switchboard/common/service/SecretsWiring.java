package dev.switchboard.common.service;

import dev.switchboard.common.secret.AfterRewrap;
import dev.switchboard.common.secret.RewrapSecrets;
import dev.switchboard.common.secret.SealedColumn;
import dev.switchboard.common.secret.SecretBox;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/// The rotation of a service that stores secrets.
@Configuration(proxyBeanMethods = false)
class SecretsWiring {
    @Bean
    RewrapController rewrapController(
            DatabaseClient database,
            SecretBox box,
            ObjectProvider<SealedColumn> columns,
            ObjectProvider<AfterRewrap> afterwards) {
        return new RewrapController(new RewrapSecrets(
                database,
                box,
                columns.orderedStream().toList(),
                afterwards.orderedStream().toList()));
    }
}
