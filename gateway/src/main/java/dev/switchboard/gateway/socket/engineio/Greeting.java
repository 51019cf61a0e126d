package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.gateway.socket.Frame;
import java.util.List;

/// The data of the packet that opens a session; times in milliseconds, the payload in bytes.
record Greeting(String sid, List<String> upgrades, long pingInterval, long pingTimeout, long maxPayload) {
    static Frame of(String sid, boolean upgradable, EngineSettings settings) {
        Greeting greeting = new Greeting(
                sid,
                upgradable ? List.of("websocket") : List.of(),
                settings.pingInterval().toMillis(),
                settings.pingTimeout().toMillis(),
                settings.maxPayload().toBytes());
        return EnginePacket.Type.OPEN.frame(WireJson.write(greeting));
    }
}
