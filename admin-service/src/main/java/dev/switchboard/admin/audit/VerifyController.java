package dev.switchboard.admin.audit;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Goes through the log and says whether it is as it was written.
@RestController
@Tag(name = "Netia: audit log")
class VerifyController {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final VerifyChain verifyChain;
    private final AuditChains chains;

    VerifyController(VerifyChain verifyChain, AuditChains chains) {
        this.verifyChain = verifyChain;
        this.chains = chains;
    }

    @Operation(
            summary = "Verify the audit log",
            description = "For administrators and servers. Reads the whole log and says whether it is `intact`, else "
                    + "what does not fit and where. Write `last` and `hash` down elsewhere and give them as `number` "
                    + "and `hash` another time: then nothing before that entry can be missing unseen.")
    @GetMapping("/api/audit_entries/verify")
    Mono<View> verify(
            Caller.Staff caller,
            @RequestParam(required = false) @Nullable Long number,
            @RequestParam(required = false) @Nullable String hash) {
        UUID account = caller.accountToAdminister();
        return verifyChain.verify(account, known(number, hash)).map(View::new);
    }

    /// For the command line: every account's log.
    @GetMapping("/internal/audit/verify")
    Flux<Verification> verifyAll(Caller.Operator operator) {
        return chains.accounts().concatMap(account -> verifyChain.verify(account, null));
    }

    private static VerifyChain.@Nullable Known known(@Nullable Long number, @Nullable String hash) {
        if (number == null && hash == null) {
            return null;
        }
        if (number == null || number < 1) {
            throw Problem.field("number", "must be an entry's number, beside its hash");
        }
        if (hash == null || !HASH.matcher(hash).matches()) {
            throw Problem.field("hash", "must be an entry's hash, 64 hex digits");
        }
        return new VerifyChain.Known(number, hash);
    }

    record View(Verification data) {}
}
