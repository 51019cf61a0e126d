package dev.switchboard.gateway.route;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// One route a service; the path was matched before.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RouteSettings.class)
class RouteWiring {
    @Bean
    RouteTable routeTable(RouteSettings settings) {
        return new RouteTable(settings);
    }

    @Bean
    RouteLocator serviceRoutes(RouteLocatorBuilder builder, RouteTable table) {
        RouteLocatorBuilder.Builder routes = builder.routes();
        table.services()
                .forEach((name, uri) -> routes.route(
                        name,
                        route -> route.predicate(exchange -> {
                                    RouteTable.Family family = RouteTable.family(exchange);
                                    return family != null && name.equals(family.service());
                                })
                                .uri(uri)));
        return routes.build();
    }
}
