package dev.switchboard.emulators.fault;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Switches faults on and off.
@RestController
class FaultController {
    private final Faults faults;

    FaultController(Faults faults) {
        this.faults = faults;
    }

    @PostMapping("/_fault")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void arm(@RequestBody FaultRequest request) {
        faults.arm(request.provider(), request.mode(), request.times() == null ? 1 : request.times());
    }

    /// @param times requests that it strikes, 1 where absent
    record FaultRequest(
            String provider, Fault mode, @Nullable Integer times) {}
}
