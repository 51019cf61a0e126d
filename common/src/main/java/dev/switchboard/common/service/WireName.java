package dev.switchboard.common.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// How a client wrote the field that a validation names by its path through our records: `user.passwordConfirmation` is
/// `user.password_confirmation` where the record is read in snake case.
final class WireName {
    private WireName() {}

    /// @param root the record that the body was read into; of anything else the path stays as it is
    static String of(@Nullable Object root, String path) {
        StringJoiner wire = new StringJoiner(".");
        Class<?> type = root == null ? Object.class : root.getClass();
        for (String step : path.split("\\.")) {
            int index = step.indexOf('[');
            String name = index < 0 ? step : step.substring(0, index);
            RecordComponent component = component(type, name);
            wire.add(component == null ? step : written(type, component) + step.substring(name.length()));
            type = component == null ? Object.class : inside(component.getGenericType());
        }
        return wire.toString();
    }

    private static @Nullable RecordComponent component(Class<?> type, String name) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .filter(component -> component.getName().equals(name))
                        .findAny()
                        .orElse(null)
                : null;
    }

    private static String written(Class<?> type, RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        if (property != null && !property.value().isEmpty()) {
            return property.value();
        }
        JsonNaming naming = type.getAnnotation(JsonNaming.class);
        return naming != null && naming.value() == SnakeCaseStrategy.class
                ? component.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT)
                : component.getName();
    }

    /// What a list holds, else the type itself.
    private static Class<?> inside(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic
            when generic.getActualTypeArguments().length == 1 -> inside(generic.getActualTypeArguments()[0]);
            default -> Object.class;
        };
    }
}
