package dev.switchboard.memory.memory;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param shortTerm how long a short-term memory is kept
/// @param recalled memories that one request gets at most: the most important ones
@Validated
@ConfigurationProperties("switchboard.memories")
record MemorySettings(
        @DefaultValue("24h") Duration shortTerm,
        @DefaultValue("1000") @Min(1) int recalled) {}
