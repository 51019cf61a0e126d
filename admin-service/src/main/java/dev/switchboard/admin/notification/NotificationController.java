package dev.switchboard.admin.notification;

import dev.switchboard.admin.notification.Preferences.PreferenceRow;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.service.ForViewers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// A user's own wishes.
@RestController
@RequestMapping("/api/me/notifications")
@Tag(name = "Netia: session")
class NotificationController {
    private final Preferences preferences;

    NotificationController(Preferences preferences) {
        this.preferences = preferences;
    }

    record Data(PreferenceRow data) {}

    @Operation(
            summary = "What do I hear of by mail?",
            description =
                    "`assigned`: a conversation that somebody else gave to me; `mentioned`: a note that names me; "
                            + "`unassigned`: a conversation that waits for anybody. Nothing until it is asked for.")
    @GetMapping
    Mono<Data> preferences(Caller.Agent caller) {
        return preferences.of(caller.accountId(), caller.userId()).map(Data::new);
    }

    @Operation(
            summary = "Choose what I hear of by mail",
            description =
                    "What is absent stays. Whatever happens within two minutes comes in one mail, and what somebody "
                            + "has taken meanwhile is not told any more.")
    @PutMapping
    @ForViewers
    Mono<Data> choose(Caller.Agent caller, @RequestBody ChooseRequest request) {
        return preferences
                .of(caller.accountId(), caller.userId())
                .map(request::over)
                .flatMap(wanted -> preferences.store(caller.accountId(), caller.userId(), wanted))
                .map(Data::new);
    }

    record ChooseRequest(
            @Nullable @Schema(example = "true") Boolean assigned,
            @Nullable @Schema(example = "true") Boolean mentioned,
            @Nullable @Schema(example = "false") Boolean unassigned) {
        PreferenceRow over(PreferenceRow before) {
            return new PreferenceRow(
                    Objects.requireNonNullElse(assigned, before.assigned()),
                    Objects.requireNonNullElse(mentioned, before.mentioned()),
                    Objects.requireNonNullElse(unassigned, before.unassigned()));
        }
    }
}
