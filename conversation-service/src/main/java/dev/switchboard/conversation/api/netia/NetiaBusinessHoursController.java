package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.assignment.WaitingConversations;
import dev.switchboard.conversation.hours.WorkCalendar;
import dev.switchboard.conversation.hours.WorkCalendars;
import dev.switchboard.conversation.hours.WorkCalendars.Kept;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

/// Ours: when the account works, and inboxes that differ from it.
@RestController
@Tag(name = "Netia: business hours")
@RequestMapping("/api/business_hours")
class NetiaBusinessHoursController {
    private final WorkCalendars calendars;
    private final WaitingConversations waiting;
    private final NetiaSetup setup;
    private final Clock clock;
    private final Audit audit;

    NetiaBusinessHoursController(
            WorkCalendars calendars, WaitingConversations waiting, NetiaSetup setup, Clock clock, Audit audit) {
        this.audit = audit;
        this.calendars = calendars;
        this.waiting = waiting;
        this.setup = setup;
        this.clock = clock;
    }

    /// @param inboxId null for the account's default
    /// @param nextOpening now where it is open; null where it never opens
    @JsonNaming(SnakeCaseStrategy.class)
    private record HoursView(
            String object,
            @Nullable UUID inboxId,
            String timeZone,
            List<NetiaBusinessHoursRequest.Range> hours,
            List<LocalDate> holidays,
            boolean openNow,
            @Nullable Instant nextOpening) {}

    @Operation(summary = "List the business hours", description = "The account's, and those of inboxes that differ.")
    @GetMapping
    Mono<NetiaData<List<HoursView>>> list(Caller.Staff caller) {
        return calendars
                .list(List.of(caller.accountId()))
                .map(this::view)
                .collectList()
                .map(NetiaData::new);
    }

    @Operation(
            summary = "Get business hours",
            description = "Of an inbox, or of the account under `default`; whether it is open now "
                    + "and when it opens next.")
    @GetMapping("/{scope}")
    Mono<NetiaData<HoursView>> one(Caller.Staff caller, @PathVariable String scope) {
        UUID scopeId = setup.scope(caller.accountId(), scope);
        return calendars
                .list(List.of(caller.accountId()))
                .filter(kept -> kept.scopeId().equals(scopeId))
                .next()
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .map(this::view)
                .map(NetiaData::new);
    }

    @Operation(
            summary = "Set business hours",
            description = "A time zone of the IANA data, ranges of the week (`24:00` ends a day) "
                    + "and holidays. Conversations that wait are looked at again.")
    @PutMapping("/{scope}")
    Mono<NetiaData<HoursView>> put(
            Caller.Staff caller, @PathVariable String scope, @RequestBody NetiaBusinessHoursRequest request) {
        UUID account = NetiaSetup.account(caller);
        Kept kept = new Kept(account, setup.scope(account, scope), request.toCalendar());
        return audit.doing(account, calendars.put(kept), Act.of("business_hours.set", "business_hours", kept.scopeId()))
                .then(waiting.wake(account, clock.instant()))
                .then(Mono.fromSupplier(() -> new NetiaData<>(view(kept))));
    }

    @Operation(
            summary = "Delete business hours",
            description = "The inbox follows the account again; an account without any is always " + "open.")
    @DeleteMapping("/{scope}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(Caller.Staff caller, @PathVariable String scope) {
        UUID account = NetiaSetup.account(caller);
        UUID place = setup.scope(account, scope);
        return audit.doing(
                        account,
                        calendars.remove(account, place).filter(removed -> removed),
                        _ -> Act.of("business_hours.deleted", "business_hours", place))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .then(waiting.wake(account, clock.instant()));
    }

    private HoursView view(Kept kept) {
        WorkCalendar calendar = kept.calendar();
        Instant now = clock.instant();
        return new HoursView(
                "business_hours",
                kept.scopeId().equals(kept.accountId()) ? null : kept.scopeId(),
                calendar.zone().getId(),
                calendar.week().stream()
                        .map(NetiaBusinessHoursRequest.Range::of)
                        .toList(),
                calendar.holidays().stream().sorted().toList(),
                calendar.isOpen(now),
                calendar.nextOpening(now).orElse(null));
    }
}
