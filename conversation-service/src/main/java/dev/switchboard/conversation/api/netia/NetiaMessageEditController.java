package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.message.EditMessage;
import dev.switchboard.conversation.message.Message.Editor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The desk's second thoughts about its messages. `metadata.propagated` is false where a provider keeps the old words.
@RestController
@Tag(name = "Netia: messages")
class NetiaMessageEditController {
    private final EditMessage editMessage;
    private final NetiaViews views;

    NetiaMessageEditController(EditMessage editMessage, NetiaViews views) {
        this.editMessage = editMessage;
        this.views = views;
    }

    @Operation(
            summary = "Rewrite a message",
            description = "For its author and administrators. metadata.propagated is false where a provider "
                    + "keeps the old words.")
    @PutMapping("/api/messages/{id}")
    Mono<NetiaData<NetiaMessage>> edit(
            Caller.InAccount caller, @PathVariable String id, @RequestBody NetiaMessageEditRequest request) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        return editMessage
                .edit(desk.accountId(), NetiaIds.ofPath(id), editor(desk), request.text())
                .flatMap(posted -> views.message(posted.conversation(), posted.message()))
                .map(NetiaData::new);
    }

    /// 204, or the message where its deletion did not reach everybody.
    @Operation(
            summary = "Delete a message",
            description = "For its author and administrators. It keeps its place without its words; 204, or "
                    + "the message where a provider keeps them.")
    @DeleteMapping("/api/messages/{id}")
    Mono<ResponseEntity<NetiaData<NetiaMessage>>> remove(Caller.InAccount caller, @PathVariable String id) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        return editMessage
                .remove(desk.accountId(), NetiaIds.ofPath(id), editor(desk))
                .flatMap(posted -> views.message(posted.conversation(), posted.message()))
                .map(view -> Boolean.FALSE.equals(view.propagated())
                        ? ResponseEntity.ok(new NetiaData<>(view))
                        : ResponseEntity.noContent().build());
    }

    private static Editor editor(NetiaCaller desk) {
        return new Editor(desk.author(), desk.administers());
    }
}
