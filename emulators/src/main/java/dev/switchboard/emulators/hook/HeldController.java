package dev.switchboard.emulators.hook;

import dev.switchboard.emulators.hook.Hooks.Call;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Keeps calls back, and hands them out, signed as they are.
@RestController
class HeldController {
    private final Held held;

    HeldController(Held held) {
        this.held = held;
    }

    record HoldRequest(boolean hold) {}

    record Count(int held) {}

    @PostMapping("/_hold")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void hold(@RequestBody HoldRequest request) {
        held.hold(request.hold());
    }

    @GetMapping("/_held")
    Count count() {
        return new Count(held.count());
    }

    /// Their bodies as Base64.
    @PostMapping("/_held/take")
    List<Call> take() {
        return held.take();
    }
}
