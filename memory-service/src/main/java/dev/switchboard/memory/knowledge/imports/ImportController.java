package dev.switchboard.memory.knowledge.imports;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.RawBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Articles from files, in the style of the Netia API.
@RestController
@Tag(name = "Netia: knowledge base")
class ImportController {
    private static final int NAME = 300;

    private final ReadFile readFile;
    private final KeepImported keepImported;
    private final ImportSettings settings;
    private final Semaphore uploads;

    ImportController(ReadFile readFile, KeepImported keepImported, ImportSettings settings) {
        this.readFile = readFile;
        this.keepImported = keepImported;
        this.settings = settings;
        this.uploads = new Semaphore(settings.uploads());
    }

    record OneView(ImportView data) {}

    record ImportView(List<KeptView> articles, List<SkippedView> skipped) {}

    record KeptView(UUID id, String title, String source) {}

    record SkippedView(String source, String reason) {}

    @Operation(
            summary = "Import articles from a file",
            description =
                    "The file itself is the body, at most 10 MB; `name` says by its ending what it is: Markdown or "
                            + "plain text (`.md`, `.txt`), HTML (`.html`), PDF (`.pdf`), a zip of a folder (`.zip`), or the "
                            + "articles of a help centre as Zendesk or Intercom answer them (`.json`). The same names again "
                            + "replace what came of them before; what has not changed makes no new version.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/octet-stream",
                                            schema = @Schema(type = "string", format = "binary"))))
    @PostMapping("/api/knowledge/imports")
    Mono<OneView> take(
            @RequestParam String name,
            @RequestParam(required = false) @Nullable String category,
            ServerHttpRequest request,
            Caller.Staff caller) {
        UUID account = caller.accountToChange();
        if (name.isBlank() || name.length() > NAME) {
            throw Problem.field("name", "must have 1 to " + NAME + " characters");
        }
        return Mono.using(this::begin, _ -> read(name, category, request), Semaphore::release)
                .flatMap(outcomes -> keep(account, outcomes));
    }

    private Semaphore begin() {
        if (!uploads.tryAcquire()) {
            throw Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many imports come at once")
                    .advise("Try again in a moment.");
        }
        return uploads;
    }

    private Mono<List<Outcome>> read(String name, @Nullable String category, ServerHttpRequest request) {
        int largest = (int) settings.largest().toBytes();
        if (request.getHeaders().getContentLength() > largest) {
            return Mono.error(Problem.of(
                    ProblemCode.PAYLOAD_TOO_LARGE,
                    "A file may have " + settings.largest().toMegabytes() + " MB"));
        }
        return RawBody.read(request, largest)
                .publishOn(Schedulers.boundedElastic())
                .map(bytes -> readFile.read(name, bytes, category))
                .timeout(settings.patience())
                .onErrorMap(
                        TimeoutException.class,
                        _ -> Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The file takes too long to read")
                                .advise("Send it in smaller parts."));
    }

    private Mono<OneView> keep(UUID account, List<Outcome> outcomes) {
        List<SkippedView> skipped = outcomes.stream()
                .filter(Outcome.Skipped.class::isInstance)
                .map(Outcome.Skipped.class::cast)
                .map(outcome -> new SkippedView(outcome.source(), outcome.reason()))
                .toList();
        return keepImported
                .keep(account, Flux.fromIterable(outcomes).ofType(Outcome.Read.class))
                .map(kept -> new KeptView(kept.id(), kept.title(), kept.source()))
                .collectList()
                .map(kept -> new OneView(new ImportView(kept, skipped)));
    }
}
