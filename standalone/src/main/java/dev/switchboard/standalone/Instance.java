package dev.switchboard.standalone;

import java.net.URI;

/// One replica of a service on its fixed ports.
///
/// @param replica counted from 1
record Instance(Service service, int replica, int port, int managementPort) {
    private static final int REPLICA_STEP = 10;

    static Instance of(Service service, int replica, PortPlan ports) {
        int step = REPLICA_STEP * (replica - 1);
        return new Instance(service, replica, ports.of(service) + step, ports.managementOf(service) + step);
    }

    /// The service's name for the first replica, `gateway-2` for the second.
    String name() {
        return replica == 1 ? service.title() : service.title() + "-" + replica;
    }

    /// Answers 200 once the instance may get traffic; the gateway's also asks what stands behind it.
    URI readiness() {
        return service == Service.GATEWAY
                ? URI.create("http://127.0.0.1:" + port + "/api/ready")
                : URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness");
    }
}
