package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged.Meta;
import dev.switchboard.common.contract.PresenceChanged.Page;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.auth.Identified;
import dev.switchboard.gateway.auth.IdentifyFilter;
import dev.switchboard.gateway.auth.TenantClaim;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/// Amoiq's list of the visitors who are online, for staff.
@RestController
class OnlineUsersController {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Presence presence;

    OnlineUsersController(Presence presence) {
        this.presence = presence;
    }

    @GetMapping("/api/chat/online-users")
    OnlineUsersView online(
            ServerWebExchange exchange,
            @RequestParam(required = false) @Nullable String tenantId,
            @RequestHeader(name = "X-Tenant-ID", required = false) @Nullable String tenant) {
        Caller.Staff staff = staff(IdentifyFilter.of(exchange));
        TenantClaim.require(staff.accountId(), tenantId, tenant);
        return new OnlineUsersView(presence.visitors(staff.accountId()).stream()
                .map(OnlineUserView::of)
                .toList());
    }

    private static Caller.Staff staff(Identified identified) {
        Caller caller = switch (identified) {
            case Identified.Known known -> known.credential().caller();
            case Identified.Refused refused -> throw refused.problem();
        };
        return switch (caller) {
            case Caller.Staff staff -> staff;
            case Caller.Anonymous _ ->
                throw Problem.of(ProblemCode.UNAUTHENTICATED, "This needs a credential")
                        .advise("Log in, or send a secret API key as a Bearer token.");
            case Caller.Visitor _, Caller.Operator _ ->
                throw Problem.of(ProblemCode.FORBIDDEN, "Only staff sees who is online");
        };
    }

    record OnlineUsersView(List<OnlineUserView> users) {}

    /// @param userId the member's key for a visitor that says none
    record OnlineUserView(
            String userId,
            @Nullable String sessionId,
            String connectedAt,
            @Nullable String domain,
            @Nullable String origin,
            @Nullable String url) {
        /// Since its first connection, and on the page of its last.
        static OnlineUserView of(Online online) {
            Meta first = online.connections().getFirst().meta();
            Meta last = online.connections().getLast().meta();
            Page page = last.page();
            return new OnlineUserView(
                    last.userId() == null ? online.member().key() : last.userId(),
                    last.sessionId(),
                    MILLIS.format(first.onlineAt()),
                    page == null ? null : page.domain(),
                    page == null ? null : page.origin(),
                    page == null ? null : page.url());
        }
    }
}
