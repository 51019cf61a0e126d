package dev.switchboard.emulators;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebSessionIdResolverAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/// The providers in one small server. It shares the class path of all services, so it names its auto-configuration,
/// and it shares no code with them, so that it does not repeat their mistakes.
@SpringBootConfiguration
@ComponentScan
@ConfigurationPropertiesScan
@ImportAutoConfiguration({
    CodecsAutoConfiguration.class,
    ConfigurationPropertiesAutoConfiguration.class,
    HttpHandlerAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    NettyReactiveWebServerAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    ReactorAutoConfiguration.class,
    SslAutoConfiguration.class,
    WebFluxAutoConfiguration.class,
    WebSessionIdResolverAutoConfiguration.class
})
public class EmulatorsApplication {
    /// Returns when the emulators answer.
    ///
    /// @param properties `key=value` pairs that override `emulators.yaml`
    public static ConfigurableApplicationContext start(String... properties) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        String[] arguments = new String[properties.length];
        for (int i = 0; i < properties.length; i++) {
            arguments[i] = "--" + properties[i];
        }
        return new SpringApplicationBuilder(EmulatorsApplication.class)
                .web(WebApplicationType.REACTIVE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties("spring.config.name=emulators", "spring.application.name=emulators")
                .run(arguments);
    }

    static void main() {
        ConfigurableApplicationContext context = start();
        Runtime.getRuntime().addShutdownHook(new Thread(context::close, "stop-emulators"));
    }
}
