package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.assignment.Availabilities;
import dev.switchboard.conversation.assignment.Availability;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Ours: whether an agent takes conversations.
@RestController
@Tag(name = "Netia: availability")
@RequestMapping("/api/availability")
class NetiaAvailabilityController {
    private final Availabilities availabilities;
    private final Directory directory;

    NetiaAvailabilityController(Availabilities availabilities, Directory directory) {
        this.availabilities = availabilities;
        this.directory = directory;
    }

    record AvailabilityRequest(@Nullable Body availability) {
        record Body(@Nullable String status) {}

        Availability.Status status() {
            if (availability == null || availability.status() == null) {
                throw Problem.field("status", "can't be blank");
            }
            return NetiaFilters.constant("status", Availability.Status.class, availability.status());
        }
    }

    /// @param since null for somebody who has never said anything, and is available
    @JsonNaming(SnakeCaseStrategy.class)
    private record AvailabilityView(
            String object,
            int userId,
            String fullName,
            String status,
            @Nullable Instant since) {
        static AvailabilityView of(int number, String name, Availability said) {
            return new AvailabilityView(
                    "availability", number, name, said.status().wire(), said.since());
        }
    }

    @Operation(summary = "Get your availability", description = "Who has never said anything is available.")
    @GetMapping
    Mono<NetiaData<AvailabilityView>> own(Caller.Agent caller) {
        return availabilities
                .of(caller.accountId(), caller.userId())
                .map(said -> new NetiaData<>(AvailabilityView.of(caller.number(), caller.name(), said)));
    }

    @Operation(
            summary = "Say whether you take conversations",
            description = "`available` or `away`. Who comes back is offered what waits.")
    @PutMapping
    Mono<NetiaData<AvailabilityView>> say(Caller.Agent caller, @RequestBody AvailabilityRequest request) {
        return availabilities
                .say(caller.accountToChange(), caller.userId(), request.status())
                .map(said -> new NetiaData<>(AvailabilityView.of(caller.number(), caller.name(), said)));
    }

    /// Of everybody who answers customers.
    @Operation(summary = "List the agents' availability", description = "Of everybody who answers customers.")
    @GetMapping("/agents")
    Mono<NetiaData<List<AvailabilityView>>> agents(Caller.Staff caller) {
        return availabilities
                .of(caller.accountId())
                .collectMap(Availability::userId)
                .map(said -> directory.answering(caller.accountId()).stream()
                        .map(user -> view(user, said))
                        .toList())
                .map(NetiaData::new);
    }

    private static AvailabilityView view(User user, Map<UUID, Availability> said) {
        Availability own = said.getOrDefault(user.userId(), Availability.unsaid(user.userId()));
        return AvailabilityView.of(user.number(), user.name(), own);
    }
}
