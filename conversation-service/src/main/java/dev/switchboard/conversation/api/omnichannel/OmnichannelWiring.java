package dev.switchboard.conversation.api.omnichannel;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.reactive.UrlHandlerFilter;

/// Tickets' paths may end with a slash, as the specification writes its list.
@Configuration(proxyBeanMethods = false)
class OmnichannelWiring {
    @Bean
    UrlHandlerFilter ticketPaths() {
        return UrlHandlerFilter.trailingSlashHandler("/api/tickets/**")
                .mutateRequest()
                .build();
    }
}
