package dev.switchboard.conversation.assignment;

import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.hours.WorkCalendar;
import dev.switchboard.conversation.hours.WorkCalendars;
import dev.switchboard.conversation.team.Team;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What some accounts' desks look like to whoever looks for an agent.
///
/// @param routings by inbox, or by account for its default
/// @param teamOf the team that a conversation was given to
/// @param load open conversations by user
record Floor(
        Routing otherwise,
        Map<UUID, Routing> routings,
        WorkCalendars.Shelf hours,
        Map<UUID, Team> teams,
        Map<UUID, UUID> teamOf,
        Set<UUID> away,
        Map<UUID, Integer> load) {
    static Floor empty(Routing otherwise) {
        return new Floor(
                otherwise, Map.of(), new WorkCalendars.Shelf(Map.of()), Map.of(), Map.of(), Set.of(), Map.of());
    }

    Routing routing(Conversation conversation) {
        Routing own = routings.get(conversation.address().inboxId());
        return own == null ? routings.getOrDefault(conversation.accountId(), otherwise) : own;
    }

    @Nullable
    Team team(Conversation conversation) {
        UUID given = teamOf.get(conversation.id());
        UUID team = given == null ? routing(conversation).teamId() : given;
        return team == null ? null : teams.get(team);
    }

    @Nullable
    WorkCalendar hours(Conversation conversation) {
        return routing(conversation).withinHours()
                ? hours.of(conversation.accountId(), conversation.address().inboxId())
                : null;
    }
}
