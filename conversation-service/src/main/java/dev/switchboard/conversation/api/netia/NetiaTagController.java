package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.tag.ManageTags;
import dev.switchboard.conversation.tag.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
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

/// An account's tags.
@RestController
@Tag(name = "Netia: tags")
@RequestMapping("/api/tags")
class NetiaTagController {
    private final Tags tags;
    private final ManageTags manageTags;

    NetiaTagController(Tags tags, ManageTags manageTags) {
        this.tags = tags;
        this.manageTags = manageTags;
    }

    @Operation(summary = "List tags", description = "All tags of the account, by name.")
    @GetMapping
    Mono<NetiaData<List<NetiaTag>>> list(Caller.InAccount caller) {
        return tags.all(NetiaCaller.reading(caller).accountId())
                .map(NetiaTag::of)
                .collectList()
                .map(NetiaData::new);
    }

    @Operation(summary = "Get a tag", description = "One of the account's tags.")
    @GetMapping("/{id}")
    Mono<NetiaData<NetiaTag>> one(Caller.InAccount caller, @PathVariable String id) {
        return tags.byId(NetiaCaller.reading(caller).accountId(), NetiaIds.ofPath(id))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .map(tag -> new NetiaData<>(NetiaTag.of(tag)));
    }

    @Operation(
            summary = "Create a tag",
            description =
                    "Its name is taken once in an account, whatever its case; an account has up to " + "1,000 tags.")
    @PostMapping
    Mono<ResponseEntity<NetiaData<NetiaTag>>> add(Caller.InAccount caller, @RequestBody NetiaTagRequest request) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        return manageTags
                .add(desk.accountId(), desk.author().number(), request.wish())
                .map(tag -> ResponseEntity.created(URI.create("/api/tags/" + tag.id()))
                        .body(new NetiaData<>(NetiaTag.of(tag))));
    }

    @Operation(summary = "Update a tag", description = "Changes name, description and color; what is absent stays.")
    @PutMapping("/{id}")
    Mono<NetiaData<NetiaTag>> change(
            Caller.InAccount caller, @PathVariable String id, @RequestBody NetiaTagRequest request) {
        return manageTags
                .change(NetiaCaller.writing(caller).accountId(), NetiaIds.ofPath(id), request.wish())
                .map(tag -> new NetiaData<>(NetiaTag.of(tag)));
    }

    @Operation(summary = "Delete a tag", description = "It leaves every conversation.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(Caller.InAccount caller, @PathVariable String id) {
        return manageTags.remove(NetiaCaller.writing(caller).accountId(), NetiaIds.ofPath(id));
    }
}
