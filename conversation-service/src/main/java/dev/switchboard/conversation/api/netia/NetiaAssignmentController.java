package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.assignment.AssignTeam;
import dev.switchboard.conversation.assignment.AssignmentDecision;
import dev.switchboard.conversation.assignment.Assignments;
import dev.switchboard.conversation.assignment.WaitingConversations;
import dev.switchboard.conversation.assignment.WaitingConversations.Standing;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Ours: why a conversation was offered to whom, its place in the queue, and its team.
@RestController
@Tag(name = "Netia: assignment")
@RequestMapping("/api/conversations/{id}")
class NetiaAssignmentController {
    private final Conversations conversations;
    private final Assignments assignments;
    private final WaitingConversations waiting;
    private final AssignTeam assignTeam;
    private final Directory directory;

    NetiaAssignmentController(
            Conversations conversations,
            Assignments assignments,
            WaitingConversations waiting,
            AssignTeam assignTeam,
            Directory directory) {
        this.conversations = conversations;
        this.assignments = assignments;
        this.waiting = waiting;
        this.assignTeam = assignTeam;
        this.directory = directory;
    }

    /// @param assigneeId the number of whoever was chosen; null for nobody
    /// @param candidates who was considered, and why some were passed over
    @JsonNaming(SnakeCaseStrategy.class)
    private record DecisionView(
            String object,
            String policy,
            @Nullable Integer assigneeId,
            @Nullable String assigneeName,
            String reason,
            List<CandidateView> candidates,
            Instant decidedAt) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record CandidateView(
            int userId,
            String fullName,
            int openConversations,
            @Nullable String passedOver) {}

    /// @param position from 1; null where the conversation waits for nobody
    @JsonNaming(SnakeCaseStrategy.class)
    private record QueueView(
            String object,
            boolean waiting,
            @Nullable Long position,
            @Nullable Instant since,
            @Nullable String reason) {
        static QueueView of(Standing standing) {
            return new QueueView("queue", true, standing.position(), standing.since(), standing.reason());
        }

        static QueueView shown(Standing standing) {
            return new QueueView("queue", true, standing.position(), standing.since(), null);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record TeamRequest(@Nullable UUID teamId) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record TeamView(
            UUID conversationId,
            @Nullable UUID teamId,
            @Nullable Integer assigneeId) {}

    /// Latest first, at most 100.
    @Operation(
            summary = "List why a conversation was offered to whom",
            description = "The latest 100 decisions, latest first, each with who was considered and "
                    + "why some were passed over.")
    @GetMapping("/assignments")
    Mono<NetiaData<List<DecisionView>>> assignments(Caller.Staff caller, @PathVariable String id) {
        return conversation(caller, id)
                .flatMap(c ->
                        assignments.of(c.accountId(), c.id()).map(this::view).collectList())
                .map(NetiaData::new);
    }

    @Operation(
            summary = "Get a conversation's place in the queue",
            description = "Its position from 1, since when and why it waits; `waiting` is false where it waits for "
                    + "nobody. A visitor with its session token sees its own conversation's, without the reason.")
    @GetMapping("/queue")
    Mono<NetiaData<QueueView>> queue(Caller.InAccount caller, @PathVariable String id) {
        Mono<Conversation> conversation = own(caller, id);
        return conversation
                .flatMap(waiting::standing)
                .map(standing -> caller instanceof Caller.Staff ? QueueView.of(standing) : QueueView.shown(standing))
                .switchIfEmpty(conversation.map(_ -> new QueueView("queue", false, null, null, null)))
                .map(NetiaData::new);
    }

    private Mono<Conversation> own(Caller.InAccount caller, String id) {
        return caller instanceof Caller.Staff staff
                ? conversation(staff, id)
                : conversations
                        .byId(caller.accountId(), NetiaIds.ofPath(id))
                        .filter(NetiaGuests.of(caller, null, null)::owns)
                        .switchIfEmpty(Mono.error(NetiaIds::notFound));
    }

    @Operation(summary = "Get a conversation's team", description = "And whoever of it has the conversation.")
    @GetMapping("/team")
    Mono<NetiaData<TeamView>> team(Caller.Staff caller, @PathVariable String id) {
        return conversation(caller, id).flatMap(this::shown);
    }

    @Operation(
            summary = "Give a conversation to a team",
            description = "One of its members is asked, unless one has it already; while a bot "
                    + "answers, at its hand-over. Null takes it from its team.")
    @PutMapping("/team")
    Mono<NetiaData<TeamView>> give(Caller.InAccount caller, @PathVariable String id, @RequestBody TeamRequest request) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        return assignTeam
                .assign(desk.accountId(), NetiaIds.ofPath(id), request.teamId(), desk.author())
                .flatMap(this::shown);
    }

    private Mono<NetiaData<TeamView>> shown(Conversation c) {
        UUID agent = c.lease().agentId();
        Integer number = agent == null
                ? null
                : directory.user(c.accountId(), agent).map(u -> u.number()).orElse(null);
        return assignTeam
                .teamOf(c.accountId(), c.id())
                .map(team -> new TeamView(c.id(), team, number))
                .defaultIfEmpty(new TeamView(c.id(), null, number))
                .map(NetiaData::new);
    }

    private Mono<Conversation> conversation(Caller.Staff caller, String id) {
        return conversations
                .byId(caller.accountId(), NetiaIds.ofPath(id))
                .switchIfEmpty(Mono.error(NetiaIds::notFound));
    }

    private DecisionView view(AssignmentDecision decision) {
        UUID chosen = decision.chosenId();
        var user = chosen == null
                ? null
                : directory.user(decision.accountId(), chosen).orElse(null);
        return new DecisionView(
                "assignment",
                decision.policy(),
                user == null ? null : user.number(),
                user == null ? null : user.name(),
                decision.reason(),
                decision.candidates().stream()
                        .map(c -> new CandidateView(c.number(), c.name(), c.load(), c.passedOver()))
                        .toList(),
                decision.decidedAt());
    }
}
