package dev.switchboard.gateway.auth;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.common.secret.SecretBox;
import dev.switchboard.gateway.route.RouteTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/// The replica of the accounts and what asks it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IssuerTokens.Settings.class, KeyUses.Settings.class, PageCors.Settings.class})
class AuthWiring {
    @Bean
    Accounts accounts(Clock clock) {
        return new Accounts(clock);
    }

    @Bean
    @DependsOn("factProducer")
    TailReader accountReader(Brokers kafka, Accounts accounts) {
        TailReader reader = new TailReader(
                kafka, "gateway-accounts", List.of(AccountUpdated.TOPIC), TailReader.From.BEGINNING, accounts::read);
        accounts.completeWhen(reader::caughtUp);
        return reader;
    }

    @Bean
    HealthIndicator accountsHealth(Accounts accounts) {
        return () -> accounts.complete()
                ? Health.up().build()
                : Health.outOfService().build();
    }

    @Bean
    AuthMeters authMeters(MeterRegistry registry) {
        return new AuthMeters(registry);
    }

    @Bean
    PageCors pageCors(PageCors.Settings settings) {
        return new PageCors(settings);
    }

    @Bean
    SignedTokens signedTokens(Tokens tokens) {
        return new SignedTokens(tokens);
    }

    @Bean
    Identities identities(Accounts accounts, SecretBox box, Clock clock) {
        return new Identities(accounts, new IdentitySecrets(box), clock);
    }

    @Bean
    KeyUses keyUses(RouteTable routes, SignedTokens tokens, Clock clock, KeyUses.Settings settings) {
        return new KeyUses(routes.service("admin"), tokens, clock, settings.flush());
    }

    @Bean
    IssuerTokens issuerTokens(
            IssuerTokens.Settings settings, RouteTable routes, SignedTokens tokens, Accounts accounts, Clock clock) {
        return new IssuerTokens(settings, new SignOnClient(routes.service("admin"), tokens), accounts, clock);
    }

    @Bean
    CredentialResolver credentialResolver(
            Accounts accounts, SignedTokens tokens, IssuerTokens issuer, KeyUses uses, AuthMeters meters) {
        return new CredentialResolver(accounts, tokens, issuer, uses, meters);
    }
}
