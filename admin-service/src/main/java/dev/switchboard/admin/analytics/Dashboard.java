package dev.switchboard.admin.analytics;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The platform's dashboard over a period, by the day (UTC) on which a conversation began.
record Dashboard(
        Period period, Overview overview, Map<String, Tally> byChannel, List<Day> byDay, List<Intent> topIntents) {
    record Period(LocalDate start, LocalDate end) {}

    /// @param aiResolved conversations that the AI answered and no person had to take over
    /// @param avgResponseTime seconds from the customer's first message to the first reply; 0 without any
    /// @param avgResolutionTime seconds until the first time resolved; 0 without any
    /// @param avgSatisfactionScore 1 to 5; null where nobody has answered
    record Overview(
            long totalConversations,
            long aiResolved,
            long agentHandovers,
            double avgResponseTime,
            double avgResolutionTime,
            @Nullable Double avgSatisfactionScore) {}

    record Tally(long conversations, long aiResolved, long agentHandovers) {}

    record Day(LocalDate date, long conversations, long aiResolved, long agentHandovers) {}

    /// @param count conversations whose first answered question had this intent
    record Intent(String intent, long count, double aiResolvedRate) {}
}
