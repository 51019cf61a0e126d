package dev.switchboard.common.service;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts a service, alone in its JVM or beside others. Each reads `<name>.yaml`; logging belongs to the JVM
/// (`logback.xml`), so no service sets it up a second time.
public final class Services {
    private Services() {}

    /// Returns when the service answers on its port and its migrations are done.
    ///
    /// @param name the service's name, as in `conversation-service`
    /// @param properties `key=value` pairs that override the service's file
    public static ConfigurableApplicationContext start(Class<?> application, String name, String... properties) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        String[] arguments = new String[properties.length];
        for (int i = 0; i < properties.length; i++) {
            arguments[i] = "--" + properties[i];
        }
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.REACTIVE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties("spring.config.name=" + name, "spring.application.name=" + name)
                .run(arguments);
    }

    /// A service's `main`: as `start`, and stops with the JVM.
    public static void run(Class<?> application, String name, String... arguments) {
        ConfigurableApplicationContext context = start(application, name);
        Runtime.getRuntime().addShutdownHook(new Thread(context::close, "stop-" + name));
    }
}
