package dev.switchboard.conversation.api.omnichannel;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.conversation.api.Faults;
import dev.switchboard.conversation.ticket.Opening;
import dev.switchboard.conversation.ticket.Opening.Line;
import dev.switchboard.conversation.ticket.RequestName;
import dev.switchboard.conversation.ticket.TicketSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A hand-over as an outside bot asks for it.
///
/// @param sessionId names the hand-over: the same again has no second effect
/// @param transcript what the bot and the customer have said so far, oldest first; ours
@JsonNaming(SnakeCaseStrategy.class)
record ChatbotRequest(
        @Nullable String sessionId,
        @Nullable String customerEmail,
        @Nullable String customerName,
        @Nullable String subject,
        @Nullable String initialMessage,
        @Nullable String priority,
        @Nullable List<@Nullable String> tags,
        @Nullable List<@Nullable Entry> transcript) {
    private static final int LONGEST_TRANSCRIPT = 200;
    private static final int LONGEST_EMAIL = 400;
    private static final Map<String, Author.Kind> ROLES = roles();
    private static final Author BOT = new Author(Author.Kind.BOT, null, null, null);

    record Entry(
            @JsonAlias({"sender", "sender_type"}) @Nullable String role,

            @JsonAlias({"text", "body", "message"}) @Nullable
            String content,

            @Nullable Instant timestamp) {}

    Opening toOpening(UUID accountId) {
        Faults faults = new Faults();
        String session = faults.text("session_id", sessionId, TicketCreateRequest.LONGEST_KEY);
        String email = faults.label("customer_email", customerEmail, LONGEST_EMAIL);
        String name = faults.label("customer_name", customerName, TicketCreateRequest.LONGEST_LABEL);
        String message = faults.text("initial_message", initialMessage, TicketCreateRequest.LONGEST_BODY);
        Opening opening = new Opening(
                accountId,
                RequestName.ofSession(session),
                BOT,
                new Opening.Origin(new TicketSource(Channel.BOT, session, null, true), null),
                null,
                new Profile(name, email, null),
                faults.label("subject", subject, TicketCreateRequest.LONGEST_LABEL),
                faults.one("priority", priority, OmnichannelWords.PRIORITIES),
                TicketTags.of(faults, tags),
                lines(faults, message),
                message);
        faults.refuse();
        return opening;
    }

    /// A bot ends its transcript with the matter itself, which is recorded once.
    private List<Line> lines(Faults faults, String message) {
        List<Line> lines = new ArrayList<>();
        List<@Nullable Entry> entries = transcript == null ? List.of() : transcript;
        if (entries.size() > LONGEST_TRANSCRIPT) {
            faults.wrong("transcript", "should have at most " + LONGEST_TRANSCRIPT + " entries");
            return lines;
        }
        for (int i = 0; i < entries.size(); i++) {
            lines.add(line(faults, "transcript[" + i + "]", entries.get(i)));
        }
        boolean repeated = !lines.isEmpty()
                && lines.getLast().by() == Author.Kind.CUSTOMER
                && lines.getLast().body().equals(message);
        return repeated ? lines.subList(0, lines.size() - 1) : lines;
    }

    private static Line line(Faults faults, String field, @Nullable Entry entry) {
        Entry said = entry == null ? new Entry(null, null, null) : entry;
        Author.Kind by = faults.one(field + ".role", said.role(), ROLES);
        if (said.role() == null || said.role().isBlank()) {
            faults.wrong(field + ".role", "can't be blank");
        }
        String content = faults.text(field + ".content", said.content(), TicketCreateRequest.LONGEST_BODY);
        return new Line(by == null ? Author.Kind.SYSTEM : by, content, said.timestamp());
    }

    private static Map<String, Author.Kind> roles() {
        Map<String, Author.Kind> roles = new LinkedHashMap<>();
        roles.put("user", Author.Kind.CUSTOMER);
        roles.put("customer", Author.Kind.CUSTOMER);
        roles.put("bot", Author.Kind.BOT);
        roles.put("assistant", Author.Kind.BOT);
        roles.put("ai", Author.Kind.BOT);
        roles.put("agent", Author.Kind.AGENT);
        roles.put("system", Author.Kind.SYSTEM);
        return roles;
    }
}
