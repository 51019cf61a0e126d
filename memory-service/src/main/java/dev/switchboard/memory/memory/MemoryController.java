package dev.switchboard.memory.memory;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// `/api/memory/memories` of the platform API, for the desk and for servers; visitors never read.
@RestController
@Tag(name = "Platform: memory engine")
class MemoryController {
    private static final int LONGEST = 16_384;

    private final Memories memories;
    private final Clock clock;

    MemoryController(Memories memories, Clock clock) {
        this.memories = memories;
        this.clock = clock;
    }

    /// @param value any JSON: it is kept as it is and never looked into
    record MemoryRequest(
            @NotBlank @Size(max = 200) String userId,

            @NotNull @Pattern(regexp = "long_term|short_term", message = "must be long_term or short_term")
            String type,

            @NotBlank @Size(max = 200) String key,
            @NotNull JsonNode value,
            @Nullable @Valid Details metadata) {
        record Details(
                @Nullable @DecimalMin("0") @DecimalMax("1") Double importance,
                @Nullable @Size(max = 200) String source) {}
    }

    record StoredView(String id, String status, String userId, String type) {}

    record RecallView(String userId, List<MemoryView> memories) {}

    record MemoryView(
            String id,
            String type,
            String key,
            @JsonRawValue String value,
            MetadataView metadata) {
        static MemoryView of(Memory memory) {
            return new MemoryView(
                    name(memory.id()),
                    memory.type(),
                    memory.key(),
                    memory.value(),
                    new MetadataView(
                            memory.importance(),
                            memory.source(),
                            memory.createdAt().truncatedTo(ChronoUnit.MILLIS),
                            memory.lastAccessed().truncatedTo(ChronoUnit.MILLIS)));
        }
    }

    record MetadataView(
            double importance,
            @Nullable String source,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("last_accessed") Instant lastAccessed) {}

    @Operation(
            summary = "Remember something of a user",
            description = "The same `userId`, `type` and `key` again replace the value. A `short_term` memory "
                    + "goes by itself.")
    @PostMapping("/api/memory/memories")
    Mono<StoredView> store(@Valid @RequestBody MemoryRequest request, Caller.Staff caller) {
        UUID account = caller.accountToChange();
        String value = request.value().toString();
        if (value.length() > LONGEST) {
            return Mono.error(Problem.field("value", "must be at most " + LONGEST + " characters of JSON"));
        }
        MemoryRequest.Details details =
                request.metadata() == null ? new MemoryRequest.Details(null, null) : request.metadata();
        Instant now = clock.instant();
        Memory memory = new Memory(
                Ids.next(),
                account,
                request.userId(),
                request.type(),
                request.key(),
                value,
                details.importance() == null ? 0.5 : details.importance(),
                details.source(),
                now,
                now);
        return memories.keep(memory).map(id -> new StoredView(name(id), "stored", request.userId(), request.type()));
    }

    @Operation(
            summary = "Recall what is remembered of a user",
            description = "The most important first; all, or of one `type`, or of one `key`. Visitors may not read.")
    @GetMapping("/api/memory/memories/{userId}")
    Mono<RecallView> recall(
            @PathVariable String userId,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String key,
            Caller.Staff caller) {
        return memories.recall(caller.accountId(), userId, type, key)
                .map(MemoryView::of)
                .collectList()
                .map(found -> new RecallView(userId, found));
    }

    private static String name(UUID id) {
        return "mem-" + id;
    }
}
