package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.canned.CannedResponses;
import dev.switchboard.conversation.canned.ManageCannedResponses;
import dev.switchboard.conversation.canned.RenderCannedResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Answers that the desk keeps ready.
@RestController
@Tag(name = "Netia: canned responses")
@RequestMapping("/api/canned_responses")
class NetiaCannedController {
    private final CannedResponses responses;
    private final ManageCannedResponses manageCannedResponses;
    private final RenderCannedResponse renderCannedResponse;

    NetiaCannedController(
            CannedResponses responses,
            ManageCannedResponses manageCannedResponses,
            RenderCannedResponse renderCannedResponse) {
        this.responses = responses;
        this.manageCannedResponses = manageCannedResponses;
        this.renderCannedResponse = renderCannedResponse;
    }

    /// @param content the text with its places filled
    @JsonNaming(SnakeCaseStrategy.class)
    private record RenderedView(UUID id, String object, String shortcut, String content, UUID conversationId) {}

    @Operation(summary = "List canned responses", description = "All of the account, by shortcut.")
    @GetMapping
    Mono<NetiaData<List<NetiaCannedResponse>>> list(Caller.InAccount caller) {
        return responses
                .all(NetiaCaller.reading(caller).accountId())
                .map(NetiaCannedResponse::of)
                .collectList()
                .map(NetiaData::new);
    }

    @Operation(summary = "Get a canned response", description = "One of the account's canned responses.")
    @GetMapping("/{id}")
    Mono<NetiaData<NetiaCannedResponse>> one(Caller.InAccount caller, @PathVariable String id) {
        return responses
                .byId(NetiaCaller.reading(caller).accountId(), NetiaIds.ofPath(id))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .map(response -> new NetiaData<>(NetiaCannedResponse.of(response)));
    }

    @Operation(
            summary = "Create a canned response",
            description = "Under a shortcut that is taken once in an account. Its content may have the "
                    + "places customer.name, customer.email, agent.name, agent.email, "
                    + "conversation.number and conversation.subject in double braces, with another word "
                    + "behind a bar.")
    @PostMapping
    Mono<ResponseEntity<NetiaData<NetiaCannedResponse>>> add(
            Caller.InAccount caller, @RequestBody NetiaCannedRequest request) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        return manageCannedResponses
                .add(desk.accountId(), desk.author().number(), request.wish())
                .map(response -> ResponseEntity.created(URI.create("/api/canned_responses/" + response.id()))
                        .body(new NetiaData<>(NetiaCannedResponse.of(response))));
    }

    @Operation(
            summary = "Update a canned response",
            description = "Changes shortcut and content; what is absent stays.")
    @PutMapping("/{id}")
    Mono<NetiaData<NetiaCannedResponse>> change(
            Caller.InAccount caller, @PathVariable String id, @RequestBody NetiaCannedRequest request) {
        return manageCannedResponses
                .change(NetiaCaller.writing(caller).accountId(), NetiaIds.ofPath(id), request.wish())
                .map(response -> new NetiaData<>(NetiaCannedResponse.of(response)));
    }

    @Operation(summary = "Delete a canned response", description = "It is gone at once.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(Caller.InAccount caller, @PathVariable String id) {
        return manageCannedResponses.remove(NetiaCaller.writing(caller).accountId(), NetiaIds.ofPath(id));
    }

    /// For the agent who is about to send it.
    @Operation(
            summary = "Fill a canned response for a conversation",
            description = "The content with its places filled, in the name of who asks.",
            parameters = {
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "conversation_id",
                        description = "The conversation that it is for")
            })
    @GetMapping("/{id}/render")
    Mono<NetiaData<RenderedView>> render(
            Caller.InAccount caller,
            @PathVariable String id,
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
        NetiaCaller desk = NetiaCaller.reading(caller);
        UUID conversationId = new NetiaQuery(parameters).requiredId("conversation_id");
        return renderCannedResponse
                .render(desk.accountId(), NetiaIds.ofPath(id), conversationId, desk.author())
                .map(rendered -> new NetiaData<>(new RenderedView(
                        rendered.response().id(),
                        "rendered_canned_response",
                        rendered.response().shortcut(),
                        rendered.text(),
                        conversationId)));
    }
}
