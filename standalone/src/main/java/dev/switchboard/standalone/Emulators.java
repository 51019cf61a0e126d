package dev.switchboard.standalone;

import dev.switchboard.common.service.Services;
import dev.switchboard.emulators.EmulatorsApplication;
import org.springframework.context.ConfigurableApplicationContext;

/// The providers' side of the demo tenant: what would be WhatsApp's and a mail provider's servers, on the
/// loopback interface.
record Emulators(ConfigurableApplicationContext context) implements AutoCloseable {
    static final String NAME = "emulators";

    static Emulators start(PortPlan ports) {
        return new Emulators(Services.start(
                EmulatorsApplication.class,
                NAME,
                "server.port=" + ports.emulators(),
                "server.address=127.0.0.1",
                "switchboard.emulators.mail.smtp-port=" + ports.smtp(),
                "switchboard.emulators.mail.imap-port=" + ports.imap(),
                "switchboard.emulators.public-url=http://localhost:" + ports.gateway(),
                "GATEWAY_URL=http://127.0.0.1:" + ports.gateway()));
    }

    @Override
    public void close() {
        context.close();
    }
}
