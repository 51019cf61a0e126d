package dev.switchboard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/// Proves that the OpenAPI document says of every public route of a service what it is for: one of the service's
/// integration tests implements this, so that no service starts for it alone.
public interface DescribedRoutesProof {
    @Test
    default void everyPublicRouteSaysWhatItIsFor(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping,
            @Autowired CallerClient client) {
        DescribedRoutes routes = new DescribedRoutes(mapping, client);
        assertThat(routes.silent()).isEmpty();
        assertThat(routes.documented()).isNotEmpty().noneMatch(path -> path.startsWith("/internal"));
    }
}
