package dev.switchboard.standalone;

import java.util.Map;

/// The fixed ports, all moved by one offset where two installations share a machine.
///
/// @param gateway `SWITCHBOARD_PORT`
/// @param offset `SWITCHBOARD_PORT_OFFSET`
/// @param kafkaVia where the services reach Kafka: its own port, or that of a proxy before it (`SWITCHBOARD_KAFKA_VIA`)
/// @param postgresVia where the services reach PostgreSQL, likewise (`SWITCHBOARD_POSTGRES_VIA`)
record PortPlan(int gateway, int offset, int kafkaVia, int postgresVia) {
    private static final int KAFKA = 19092;
    private static final int KAFKA_CONTROLLER = 19093;
    private static final int POSTGRES = 15432;
    private static final int EMULATORS = 8190;
    private static final int SMTP = 3025;
    private static final int IMAP = 3143;

    static PortPlan of(Map<String, String> environment) {
        int offset = number(environment, "SWITCHBOARD_PORT_OFFSET", 0);
        return new PortPlan(
                number(environment, "SWITCHBOARD_PORT", Service.GATEWAY.basePort() + offset),
                offset,
                number(environment, "SWITCHBOARD_KAFKA_VIA", KAFKA + offset),
                number(environment, "SWITCHBOARD_POSTGRES_VIA", POSTGRES + offset));
    }

    int of(Service service) {
        return service == Service.GATEWAY ? gateway : service.basePort() + offset;
    }

    int managementOf(Service service) {
        return service.baseManagementPort() + offset;
    }

    int kafka() {
        return KAFKA + offset;
    }

    int kafkaController() {
        return KAFKA_CONTROLLER + offset;
    }

    int postgres() {
        return POSTGRES + offset;
    }

    int emulators() {
        return EMULATORS + offset;
    }

    /// The mail emulator's.
    int smtp() {
        return SMTP + offset;
    }

    int imap() {
        return IMAP + offset;
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new Refusal(name + " is `" + value + "`, which is no port; unset it or give a number below 65536.");
        }
        return Integer.parseInt(value);
    }
}
