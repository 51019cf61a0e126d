package dev.switchboard.common.service;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.netty.ReactorNetty;

/// Starts a service, alone in its JVM or beside others. Each reads `<name>.yaml`; logging belongs to the JVM
/// (`logback.xml`), so no service sets it up a second time.
public final class Services {
    private Services() {}

    /// Returns when the service answers on its port and its migrations are done.
    ///
    /// @param name the service's name, as in `conversation-service`
    /// @param properties `key=value` pairs that override the service's file
    public static ConfigurableApplicationContext start(Class<?> application, String name, String... properties) {
        return startWith(
                application, name, Stream.of(properties).map(p -> "--" + p).toArray(String[]::new), Map.of());
    }

    /// A service's `main`: as `start`, with Spring's own arguments (`--key=value`) and with what the environment says
    /// under other names (`Aliases`), and stops with the JVM.
    public static void run(Class<?> application, String name, String... arguments) {
        ConfigurableApplicationContext context = startWith(application, name, arguments, Aliases.of(System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(context::close, "stop-" + name));
    }

    /// An event loop for each core, where Reactor Netty makes four at least: nothing blocks ours, and more of them only
    /// take turns. On two cores a delivery to a crowd costs a third less with two.
    private static void loops() {
        if (System.getProperty(ReactorNetty.IO_WORKER_COUNT) == null) {
            int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
            System.setProperty(ReactorNetty.IO_WORKER_COUNT, Integer.toString(cores));
        }
    }

    private static ConfigurableApplicationContext startWith(
            Class<?> application, String name, String[] arguments, Map<String, String> otherwise) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        loops();
        Map<String, Object> defaults = new HashMap<>(otherwise);
        defaults.put("spring.config.name", name);
        defaults.put("spring.application.name", name);
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.REACTIVE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(defaults)
                .run(arguments);
    }
}
