package dev.switchboard.memory.knowledge.web;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.memory.knowledge.KeepArticle;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Articles that the installation brings for an account: the one place where the account stands in the path.
@RestController
class ProvisioningController {
    private final KeepArticle keepArticle;

    ProvisioningController(KeepArticle keepArticle) {
        this.keepArticle = keepArticle;
    }

    @PutMapping("/internal/accounts/{accountId}/articles/{articleId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> put(
            @PathVariable UUID accountId,
            @PathVariable UUID articleId,
            @Valid @RequestBody ArticleRequest request,
            Caller.Operator operator) {
        return keepArticle.keep(accountId, articleId, request.content()).then();
    }
}
