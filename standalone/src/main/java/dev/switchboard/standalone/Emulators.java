package dev.switchboard.standalone;

import dev.switchboard.common.service.Services;
import org.springframework.context.ConfigurableApplicationContext;

/// The providers' side of the demo tenant: what would be WhatsApp's servers, on the loopback interface.
record Emulators(ConfigurableApplicationContext context) implements AutoCloseable {
    static final String NAME = "emulators";
    private static final String APPLICATION = "dev.switchboard.emulators.EmulatorsApplication";

    static Emulators start(PortPlan ports) {
        try {
            return new Emulators(Services.start(
                    Class.forName(APPLICATION),
                    NAME,
                    "server.port=" + ports.emulators(),
                    "server.address=127.0.0.1",
                    "GATEWAY_URL=http://127.0.0.1:" + ports.gateway()));
        } catch (ClassNotFoundException e) {
            throw new Refusal("The emulators are not part of this build: build again with `mvn package`.");
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
