package dev.switchboard.standalone;

import dev.switchboard.common.service.Services;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/// Every service as a Spring context of its own in this JVM.
final class OneJvm implements Fleet {
    private static final Logger LOG = LoggerFactory.getLogger(OneJvm.class);

    private final Surroundings surroundings;
    private final Map<Service, ConfigurableApplicationContext> contexts = new ConcurrentHashMap<>();

    OneJvm(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void start(Instance instance) {
        Map<String, String> settings = new LinkedHashMap<>(surroundings.environment(instance));
        settings.putAll(surroundings.properties(instance));
        String[] properties = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        try {
            contexts.put(
                    instance.service(),
                    Services.start(
                            instance.service().application(), instance.service().title(), properties));
        } catch (RuntimeException e) {
            LOG.error("{} does not start", instance.name(), e);
            throw new Refusal(instance.name() + " does not start: " + rootMessage(e));
        }
    }

    @Override
    public long pid(Instance instance) {
        return ProcessHandle.current().pid();
    }

    @Override
    public void close() {
        ConfigurableApplicationContext gateway = contexts.remove(Service.GATEWAY);
        if (gateway != null) {
            gateway.close();
        }
        List<CompletableFuture<Void>> stops = new ArrayList<>();
        contexts.forEach((service, context) -> stops.add(Threads.inGroup(service.title(), () -> {
            context.close();
            return null;
        })));
        CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new)).join();
        contexts.clear();
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage())
                .lines()
                .findFirst()
                .orElse(root.getClass().getSimpleName());
    }
}
