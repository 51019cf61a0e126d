package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.account.Concerns;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.csat.AnswerSurvey;
import dev.switchboard.conversation.csat.Survey;
import dev.switchboard.conversation.csat.SurveySetting;
import dev.switchboard.conversation.csat.SurveySettings;
import dev.switchboard.conversation.csat.Surveys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Ours: what customers thought of a conversation. Answering is public: the token is the right to.
@RestController
@Tag(name = "Netia: satisfaction")
@RequestMapping("/api/csat")
class NetiaCsatController {
    private static final int MOST = 100;
    private static final int LONGEST = 2000;
    private static final int LONGEST_SPAN = 366;

    private final Surveys surveys;
    private final AnswerSurvey answerSurvey;
    private final SurveySettings settings;
    private final NetiaSetup setup;
    private final Directory directory;
    private final Concerns concerns;
    private final Clock clock;
    private final Audit audit;

    NetiaCsatController(
            Surveys surveys,
            AnswerSurvey answerSurvey,
            SurveySettings settings,
            NetiaSetup setup,
            Directory directory,
            Concerns concerns,
            Clock clock,
            Audit audit) {
        this.audit = audit;
        this.surveys = surveys;
        this.answerSurvey = answerSurvey;
        this.settings = settings;
        this.setup = setup;
        this.directory = directory;
        this.concerns = concerns;
        this.clock = clock;
    }

    record AnswerRequest(@Nullable Integer score, @Nullable String comment) {}

    /// What a customer sees.
    @JsonNaming(SnakeCaseStrategy.class)
    private record SurveyView(
            String object,
            String question,
            boolean answered,
            @Nullable Integer score,
            @Nullable String comment) {
        static SurveyView of(Survey survey) {
            String question = survey.question();
            return new SurveyView(
                    "csat",
                    question == null ? SurveySetting.QUESTION : question,
                    survey.answeredAt() != null,
                    survey.score(),
                    survey.comment());
        }
    }

    /// @param userId the number of whoever had the conversation
    @JsonNaming(SnakeCaseStrategy.class)
    private record AnswerView(
            UUID id,
            String object,
            UUID conversationId,
            @Nullable UUID inboxId,
            @Nullable Integer userId,
            @Nullable Integer score,
            @Nullable String comment,
            @Nullable Instant offeredAt,
            @Nullable Instant answeredAt) {}

    /// @param counts answers by score, from 1 to 5
    private record SummaryView(String object, int days, long answers, double average, List<Long> counts) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record SettingRequest(@Nullable Body csatSetting) {
        record Body(@Nullable Boolean enabled, @Nullable String question) {}
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record SettingView(
            String object,
            UUID inboxId,
            boolean enabled,
            @Nullable String question) {}

    @Operation(
            summary = "Get a survey",
            description = "Public: the token stands in the metadata of the message that asks.")
    @GetMapping("/{token}")
    Mono<NetiaData<SurveyView>> survey(@PathVariable String token) {
        return offered(token).map(SurveyView::of).map(NetiaData::new);
    }

    @Operation(
            summary = "Answer a survey",
            description = "Public, once: a score from 1 to 5 and a comment. A second answer is a " + "409.")
    @PostMapping("/{token}")
    Mono<NetiaData<SurveyView>> answer(@PathVariable String token, @RequestBody AnswerRequest request) {
        Integer score = request.score();
        if (score == null || score < 1 || score > 5) {
            throw Problem.field("score", "should be 1 to 5");
        }
        NetiaTexts texts = new NetiaTexts();
        String comment = texts.label("comment", request.comment(), LONGEST);
        texts.refuse();
        return offered(token)
                .flatMap(survey -> answerSurvey.answer(survey, score, comment))
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.CONFLICT, "This was answered before")))
                .map(SurveyView::of)
                .map(NetiaData::new);
    }

    private Mono<Survey> offered(String token) {
        return token.indexOf('\0') >= 0
                ? Mono.error(NetiaIds::notFound)
                : surveys.byToken(token).switchIfEmpty(Mono.error(NetiaIds::notFound));
    }

    /// Latest first; `after` is the id of the last one seen.
    @Operation(summary = "List the answers", description = "Latest first; `after` is the id of the last one seen.")
    @GetMapping("/responses")
    Mono<NetiaData<List<AnswerView>>> responses(
            Caller.Staff caller,
            @RequestParam(name = "inbox_id", required = false) @Nullable UUID inboxId,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        return surveys.answered(caller.accountId(), inboxId, after, Math.clamp(limit, 1, MOST))
                .map(this::view)
                .collectList()
                .map(NetiaData::new);
    }

    @Operation(
            summary = "Sum the answers up",
            description = "Of the last days (30): how many, their average, and how many of each " + "score.")
    @GetMapping("/summary")
    Mono<NetiaData<SummaryView>> summary(
            Caller.Staff caller,
            @RequestParam(name = "inbox_id", required = false) @Nullable UUID inboxId,
            @RequestParam(defaultValue = "30") int days) {
        int span = Math.clamp(days, 1, LONGEST_SPAN);
        Instant since = clock.instant().minus(Duration.ofDays(span));
        return surveys.summary(caller.accountId(), inboxId, since)
                .map(s -> new NetiaData<>(new SummaryView("csat_summary", span, s.answers(), s.average(), s.counts())));
    }

    /// The inboxes that ask.
    @Operation(summary = "List the inboxes that ask", description = "With their questions.")
    @GetMapping("/settings")
    Mono<NetiaData<List<SettingView>>> settings(Caller.Staff caller) {
        return settings.of(caller.accountId())
                .map(setting -> new SettingView("csat_setting", setting.inboxId(), true, setting.question()))
                .collectList()
                .map(NetiaData::new);
    }

    @Operation(
            summary = "Let an inbox ask, or not",
            description = "Once one of its conversations is resolved or closed, a message with the "
                    + "question and a token is sent.")
    @PutMapping("/settings/{inboxId}")
    Mono<NetiaData<SettingView>> set(
            Caller.Staff caller, @PathVariable String inboxId, @RequestBody SettingRequest request) {
        UUID account = NetiaSetup.account(caller);
        UUID inbox = setup.inbox(account, NetiaIds.ofPath(inboxId));
        SettingRequest.Body body = request.csatSetting();
        if (body == null || body.enabled() == null) {
            throw Problem.field("enabled", "can't be blank");
        }
        if (!body.enabled()) {
            return audit.doing(account, settings.remove(account, inbox), Act.of("csat_setting.removed", "inbox", inbox))
                    .then(Mono.defer(concerns::refresh))
                    .thenReturn(new NetiaData<>(new SettingView("csat_setting", inbox, false, null)));
        }
        NetiaTexts texts = new NetiaTexts();
        String asked = texts.label("question", body.question(), LONGEST);
        texts.refuse();
        String question = asked == null ? SurveySetting.QUESTION : asked;
        return audit.doing(
                        account,
                        settings.put(new SurveySetting(account, inbox, question)),
                        Act.of("csat_setting.set", "inbox", inbox))
                .then(Mono.defer(concerns::refresh))
                .thenReturn(new NetiaData<>(new SettingView("csat_setting", inbox, true, question)));
    }

    private AnswerView view(Survey survey) {
        UUID agent = survey.agentId();
        Integer number = agent == null
                ? null
                : directory.user(survey.accountId(), agent).map(User::number).orElse(null);
        return new AnswerView(
                survey.id(),
                "csat_response",
                survey.conversationId(),
                survey.inboxId(),
                number,
                survey.score(),
                survey.comment(),
                survey.offeredAt(),
                survey.answeredAt());
    }
}
