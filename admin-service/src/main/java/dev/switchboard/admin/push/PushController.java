package dev.switchboard.admin.push;

import dev.switchboard.admin.push.Devices.Device;
import dev.switchboard.admin.push.Devices.Tells;
import dev.switchboard.common.egress.EgressRefused;
import dev.switchboard.common.egress.EgressTargets;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.ForViewers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A user's own browsers.
@RestController
@RequestMapping("/api/me/push")
@Tag(name = "Netia: session")
class PushController {
    private final Devices devices;
    private final VapidKeys keys;
    private final EgressTargets targets;

    PushController(Devices devices, VapidKeys keys, EgressTargets targets) {
        this.devices = devices;
        this.keys = keys;
        this.targets = targets;
    }

    record DeviceRequest(
            @NotNull @Size(min = 1, max = EgressTargets.LONGEST)
            String endpoint,

            @NotNull @Valid Keys keys,
            @Nullable Boolean assigned,
            @Nullable Boolean mentioned,
            @Nullable Boolean unassigned) {
        record Keys(
                @NotBlank @Size(max = 100) String p256dh,

                @NotBlank @Size(max = 40) String auth) {}

        Address address(EgressTargets targets) {
            try {
                var _ = targets.read(endpoint);
            } catch (EgressRefused refused) {
                throw Problem.field("endpoint", refused.what());
            }
            Address address = new Address(endpoint, keys.p256dh(), keys.auth());
            if (!address.hasKeys()) {
                throw Problem.field("keys", "are not those of a push subscription");
            }
            return address;
        }

        Tells tells() {
            return new Tells(
                    !Boolean.FALSE.equals(assigned), !Boolean.FALSE.equals(mentioned), Boolean.TRUE.equals(unassigned));
        }

        @Override
        public String toString() {
            return "DeviceRequest";
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record DeviceView(UUID id, boolean assigned, boolean mentioned, boolean unassigned, Instant createdAt) {
        static DeviceView of(Device device) {
            return new DeviceView(
                    device.id(),
                    device.assigned(),
                    device.mentioned(),
                    device.unassigned(),
                    device.createdAt().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    record One(DeviceView data) {}

    /// @param publicKey what a browser subscribes to, in base64url
    @JsonNaming(SnakeCaseStrategy.class)
    record PushView(String publicKey, List<DeviceView> devices) {}

    record All(PushView data) {}

    @Operation(
            summary = "Which of my browsers are told?",
            description = "And the installation's public key, which `pushManager.subscribe` takes as "
                    + "`applicationServerKey`.")
    @GetMapping
    Mono<All> all(Caller.Agent caller) {
        return keys.own()
                .flatMap(own -> devices.of(caller)
                        .map(DeviceView::of)
                        .collectList()
                        .map(found -> new All(new PushView(Vapid.publicKey(own), found))));
    }

    @Operation(
            summary = "Tell a browser of mine",
            description =
                    "Takes what `PushSubscription.toJSON()` says. `assigned` and `mentioned` hold unless they are "
                            + "false, `unassigned` where it is true. It counts as long as this login; the same `endpoint` again "
                            + "takes its own place, and an eleventh browser that of the oldest.")
    @PutMapping("/devices")
    @ForViewers
    Mono<One> put(Caller.Agent caller, @Valid @RequestBody DeviceRequest request) {
        return Mono.defer(() -> devices.put(caller, request.address(targets), request.tells()))
                .onErrorMap(
                        DuplicateKeyException.class,
                        _ -> Problem.of(ProblemCode.CONFLICT, "This browser is being set up by another request")
                                .advise("Send it again."))
                .map(device -> new One(DeviceView.of(device)));
    }

    @Operation(summary = "Tell a browser of mine no more", description = "By the `id` that the list gives.")
    @DeleteMapping("/devices/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ForViewers
    Mono<Void> remove(Caller.Agent caller, @PathVariable UUID id) {
        return devices.remove(caller, id)
                .filter(removed -> removed)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Device")))
                .then();
    }
}
