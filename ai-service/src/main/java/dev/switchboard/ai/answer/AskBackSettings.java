package dev.switchboard.ai.answer;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param from relevance from which an article is offered to a customer who is asked what was meant; 1 never asks
/// @param choices articles that are offered at most
@Validated
@ConfigurationProperties("switchboard.ask-back")
record AskBackSettings(
        @DefaultValue("0.3") @DecimalMin("0") @DecimalMax("1")
        double from,

        @DefaultValue("3") @Min(1) @Max(3) int choices) {}
