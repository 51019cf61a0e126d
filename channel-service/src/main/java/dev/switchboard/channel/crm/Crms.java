package dev.switchboard.channel.crm;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The CRMs that this version knows, by their provider's name.
@Component
class Crms {
    private final Map<String, Crm> byProvider;

    Crms(List<Crm> all) {
        this.byProvider =
                all.stream().collect(Collectors.toMap(crm -> crm.application().provider(), Function.identity()));
    }

    Crm of(String provider) {
        return Objects.requireNonNull(byProvider.get(provider));
    }
}
