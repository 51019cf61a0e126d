package dev.switchboard.common.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import dev.switchboard.common.identity.Caller;
import java.util.Locale;
import org.springdoc.core.customizers.SpringDocCustomizers;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.SpringDocProviders;
import org.springdoc.core.service.AbstractRequestService;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.service.OperationService;
import org.springdoc.core.utils.SpringDocUtils;
import org.springdoc.webflux.api.OpenApiResource;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// A service's part of the OpenAPI document, made from its controllers. Springdoc keeps static state, which all
/// services of a JVM share, so one part is made at a time.
final class OpenApiPart extends OpenApiResource {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    OpenApiPart(
            ObjectFactory<OpenAPIService> documents,
            AbstractRequestService requests,
            GenericResponseService responses,
            OperationService operations,
            SpringDocConfigProperties properties,
            SpringDocProviders providers,
            SpringDocCustomizers customizers) {
        super(documents, requests, responses, operations, properties, providers, customizers);
        ObjectMapper mapper = providers.jsonMapper();
        mapper.setAnnotationIntrospector(AnnotationIntrospectorPair.pair(
                new SnakeCaseOfJackson3(), mapper.getSerializationConfig().getAnnotationIntrospector()));
    }

    /// Waits for other parts; not for an event loop.
    byte[] json() throws JsonProcessingException {
        return writeJsonValue(getOpenApi("/", Locale.ENGLISH));
    }

    @Override
    protected String getServerUrl(ServerHttpRequest request, String documentUrl) {
        return "/";
    }
}
