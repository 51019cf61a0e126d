package dev.switchboard.memory.context;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param kept turns of a conversation that are remembered; older ones are forgotten
/// @param history turns that travel with a question
/// @param turn characters of a turn that are remembered; the rest is cut off
/// @param memories facts of the customer that travel with a question: the most important ones
/// @param passages passages that travel with a question
/// @param perArticle passages of one article at most
@Validated
@ConfigurationProperties("switchboard.context")
record ContextSettings(
        @DefaultValue("50") @Min(1) int kept,
        @DefaultValue("20") @Min(0) @Max(20) int history,
        @DefaultValue("4000") @Min(1) int turn,
        @DefaultValue("20") @Min(0) int memories,
        @DefaultValue("8") @Min(1) @Max(8) int passages,
        @DefaultValue("3") @Min(1) int perArticle) {
    String cut(String text) {
        return text.length() <= turn ? text : text.substring(0, turn);
    }
}
