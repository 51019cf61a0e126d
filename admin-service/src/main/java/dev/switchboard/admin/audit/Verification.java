package dev.switchboard.admin.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What a walk along a chain has found.
///
/// @param entries how many there are, from `first` to `last`
/// @param hash of the last entry: written down elsewhere, it shows later that nothing before it is gone
/// @param broken what does not fit, in words; absent where the chain is intact
/// @param brokenAt the number of the first entry that does not fit
@JsonNaming(SnakeCaseStrategy.class)
record Verification(
        UUID accountId,
        boolean intact,
        long entries,
        long first,
        long last,
        String hash,
        @Nullable Long brokenAt,
        @Nullable String broken) {}
