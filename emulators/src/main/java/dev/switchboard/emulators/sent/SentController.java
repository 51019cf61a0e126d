package dev.switchboard.emulators.sent;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Lists what the providers took.
@RestController
class SentController {
    private final Outgoing outgoing;

    SentController(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    @GetMapping("/_sent")
    List<Sent> list(@RequestParam(required = false) @Nullable String provider) {
        return outgoing.of(provider);
    }

    @DeleteMapping("/_sent")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear() {
        outgoing.clear();
    }
}
