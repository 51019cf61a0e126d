package dev.switchboard.ai.model;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param threshold relevance from which a passage answers a question; below it a person is asked
/// @param evidence relevance below which a hand-over says that there is no evidence at all
/// @param longest characters of an answer; a longer passage gives its best sentences
@Validated
@ConfigurationProperties("switchboard.answer")
record ModelSettings(
        @DefaultValue("0.5") @DecimalMin("0") @DecimalMax("1")
        double threshold,

        @DefaultValue("0.25") @DecimalMin("0") @DecimalMax("1")
        double evidence,

        @DefaultValue("700") @Min(100) int longest) {}
