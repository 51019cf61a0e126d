package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.team.Team;
import dev.switchboard.conversation.team.Teams;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Ours: teams of the desk.
@RestController
@Tag(name = "Netia: teams")
@RequestMapping("/api/teams")
class NetiaTeamController {
    private static final int LONGEST = 100;
    private static final int MOST_MEMBERS = 200;

    private final Teams teams;
    private final Directory directory;
    private final Clock clock;
    private final Audit audit;

    NetiaTeamController(Teams teams, Directory directory, Clock clock, Audit audit) {
        this.audit = audit;
        this.teams = teams;
        this.directory = directory;
        this.clock = clock;
    }

    record TeamRequest(@Nullable Body team) {
        /// @param userIds the members' numbers; absent leaves them
        @JsonNaming(SnakeCaseStrategy.class)
        record Body(@Nullable String name, @Nullable List<Integer> userIds) {}

        Body body() {
            if (team == null) {
                throw Problem.field("team", "can't be blank");
            }
            return team;
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record TeamView(
            UUID id, String object, String name, List<NetiaUser> users, Instant createdAt, Instant updatedAt) {}

    @Operation(summary = "List the teams", description = "With their members.")
    @GetMapping
    Mono<NetiaData<List<TeamView>>> list(Caller.Staff caller) {
        return teams.of(List.of(caller.accountId()))
                .map(this::view)
                .collectList()
                .map(NetiaData::new);
    }

    @Operation(summary = "Get a team", description = "With its members.")
    @GetMapping("/{id}")
    Mono<NetiaData<TeamView>> one(Caller.Staff caller, @PathVariable String id) {
        return team(caller.accountId(), id).map(this::view).map(NetiaData::new);
    }

    @Operation(
            summary = "Make a team",
            description = "`user_ids` are the members' numbers. For administrators; at most 100 in " + "an account.")
    @PostMapping
    Mono<ResponseEntity<NetiaData<TeamView>>> create(Caller.Staff caller, @RequestBody TeamRequest request) {
        UUID account = NetiaSetup.account(caller);
        String name = name(request.body().name());
        Instant now = clock.instant();
        List<UUID> members = members(account, request.body().userIds(), List.of());
        return audit.doing(
                        account,
                        teams.add(new Team(account, Ids.next(), name, members, now, now)),
                        added -> act("created", added))
                .map(added -> ResponseEntity.created(URI.create("/api/teams/" + added.id()))
                        .body(new NetiaData<>(view(added))));
    }

    @Operation(summary = "Change a team", description = "What is absent stays; `user_ids` replaces the members.")
    @PutMapping("/{id}")
    Mono<NetiaData<TeamView>> update(Caller.Staff caller, @PathVariable String id, @RequestBody TeamRequest request) {
        UUID account = NetiaSetup.account(caller);
        TeamRequest.Body body = request.body();
        return team(account, id)
                .map(team -> team.named(body.name() == null ? team.name() : name(body.name()), clock.instant())
                        .of(members(account, body.userIds(), team.members()), clock.instant()))
                .flatMap(team -> audit.doing(account, teams.save(team), saved -> act("changed", saved)))
                .map(this::view)
                .map(NetiaData::new);
    }

    @Operation(summary = "Delete a team", description = "Its conversations and settings go on without a team.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(Caller.Staff caller, @PathVariable String id) {
        UUID account = NetiaSetup.account(caller);
        UUID team = NetiaIds.ofPath(id);
        return audit.doing(
                        account,
                        teams.remove(account, team).filter(removed -> removed),
                        _ -> Act.of("team.deleted", "team", team))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .then();
    }

    private static Act act(String done, Team team) {
        return Act.of("team." + done, "team", team.id()).named(team.name()).changed("members", null, team.members());
    }

    private Mono<Team> team(UUID account, String id) {
        return teams.byId(account, NetiaIds.ofPath(id)).switchIfEmpty(Mono.error(NetiaIds::notFound));
    }

    private static String name(@Nullable String text) {
        NetiaTexts texts = new NetiaTexts();
        String name = texts.label("name", text, LONGEST);
        if (name == null) {
            texts.wrong("name", "can't be blank");
        }
        texts.refuse();
        return Objects.requireNonNull(name);
    }

    private List<UUID> members(UUID account, @Nullable List<Integer> numbers, List<UUID> otherwise) {
        if (numbers == null) {
            return otherwise;
        }
        if (numbers.size() > MOST_MEMBERS) {
            throw Problem.field("user_ids", "should have at most " + MOST_MEMBERS + " item(s)");
        }
        return numbers.stream()
                .map(number ->
                        number == null ? null : directory.user(account, number).orElse(null))
                .map(user -> {
                    if (user == null) {
                        throw Problem.field("user_ids", "names somebody who does not exist");
                    }
                    return user.userId();
                })
                .toList();
    }

    private TeamView view(Team team) {
        List<NetiaUser> users = team.members().stream()
                .flatMap(id -> directory.user(team.accountId(), id).stream())
                .sorted(Comparator.comparingInt(User::number))
                .map(NetiaUser::of)
                .toList();
        return new TeamView(team.id(), "team", team.name(), users, team.createdAt(), team.updatedAt());
    }
}
