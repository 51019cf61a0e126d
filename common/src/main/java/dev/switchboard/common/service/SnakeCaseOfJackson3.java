package dev.switchboard.common.service;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Bodies are written by Jackson 3 and described by springdoc with Jackson 2, which overlooks the newer `@JsonNaming`.
final class SnakeCaseOfJackson3 extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object findNamingStrategy(AnnotatedClass type) {
        JsonNaming naming = type.getRawType().getAnnotation(JsonNaming.class);
        return naming != null && naming.value() == SnakeCaseStrategy.class
                ? PropertyNamingStrategies.SnakeCaseStrategy.class
                : null;
    }
}
