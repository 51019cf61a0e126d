package dev.switchboard.common.service;

import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.SpringDocCustomizers;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.SpringDocProviders;
import org.springdoc.core.service.AbstractRequestService;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.service.OperationService;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;

/// Springdoc, on demand: nothing of it is made before somebody asks for the document, so that no start waits for it.
@Configuration(proxyBeanMethods = false)
class OpenApiWiring {
    private static final String SPRINGDOC = "org.springdoc.";

    @Bean
    static BeanFactoryPostProcessor springdocOnDemand() {
        return factory -> {
            for (String name : factory.getBeanDefinitionNames()) {
                BeanDefinition definition = factory.getBeanDefinition(name);
                if (isSpringdoc(definition.getBeanClassName()) || isSpringdoc(definition.getFactoryBeanName())) {
                    definition.setLazyInit(true);
                }
            }
        };
    }

    private static boolean isSpringdoc(@Nullable String name) {
        return name != null && name.startsWith(SPRINGDOC);
    }

    @Bean
    OpenApiController openApiController(ObjectProvider<OpenApiPart> part) {
        return new OpenApiController(part);
    }

    @Bean
    @Lazy
    @DependsOn({"modelConverterRegistrar", "initExtraSchemas"})
    OpenApiPart openApiPart(
            ObjectFactory<OpenAPIService> documents,
            AbstractRequestService requests,
            GenericResponseService responses,
            OperationService operations,
            SpringDocConfigProperties properties,
            SpringDocProviders providers,
            SpringDocCustomizers customizers) {
        return new OpenApiPart(documents, requests, responses, operations, properties, providers, customizers);
    }

    @Bean
    @Lazy
    GlobalOperationCustomizer callersOfOperations() {
        return new CallersOfOperations();
    }
}
