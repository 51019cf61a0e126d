package dev.switchboard.channel.channel;

import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.problem.Problem;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a provider's settings as their own record: which one that is, only the provider's name says.
@Component
class SettingsReader {
    private final Providers providers;
    private final JsonMapper json;
    private final Validator validator;

    SettingsReader(Providers providers, JsonMapper json, Validator validator) {
        this.providers = providers;
        this.json = json;
        this.validator = validator;
    }

    /// @throws Problem `INVALID_REQUEST` for a provider that this version does not know
    Channel channelOf(String provider) {
        return providers.named(provider).channel();
    }

    /// @throws Problem `INVALID_REQUEST` that names what is missing or wrong
    ProviderSettings read(String provider, JsonNode settings) {
        Class<? extends ProviderSettings> type = providers.named(provider).settings();
        try {
            ProviderSettings read = json.treeToValue(settings, type);
            if (read == null) {
                throw Problem.field("settings", "can't be blank");
            }
            Set<ConstraintViolation<ProviderSettings>> wrong = validator.validate(read);
            if (!wrong.isEmpty()) {
                Map<String, List<String>> fields = wrong.stream()
                        .collect(Collectors.groupingBy(
                                violation -> "settings." + violation.getPropertyPath(),
                                Collectors.mapping(ConstraintViolation::getMessage, Collectors.toList())));
                throw Problem.fields(fields);
            }
            return read;
        } catch (JacksonException e) {
            throw Problem.field("settings", "are not those of " + provider);
        }
    }
}
