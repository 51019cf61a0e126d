package dev.switchboard.memory.knowledge;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param chunk characters that a chunk should not exceed
/// @param searches searches that run at once; more wait for their turn
/// @param waiting searches that may wait; more are refused as unavailable
/// @param answers relevance from which a passage is taken as an answer in a preview, as ai-service's threshold
/// @param versions of an article that are kept, the present one among them; the oldest go
/// @param startup how long the first reading of all articles may take before the start fails
@Validated
@ConfigurationProperties("switchboard.knowledge")
public record KnowledgeSettings(
        @DefaultValue("600") @Min(100) int chunk,
        @DefaultValue("2") @Min(1) int searches,
        @DefaultValue("1000") @Min(1) int waiting,
        @DefaultValue("50") @Min(1) int versions,
        @DefaultValue("5m") Duration startup,

        @DefaultValue("0.5") @DecimalMin("0") @DecimalMax("1")
        double answers) {}
