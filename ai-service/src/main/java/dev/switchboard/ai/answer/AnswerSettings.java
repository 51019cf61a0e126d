package dev.switchboard.ai.answer;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param workers questions that are answered at once; more wait as rows
/// @param lease how long one attempt may take before the question is given to another worker
/// @param poll the safety net: how often a worker looks without being woken
/// @param attempts attempts before the question is handed over
/// @param retry how long a failed question waits, times its attempts
/// @param typing how long an answer waits for the typing sign to be told
@Validated
@ConfigurationProperties("switchboard.answering")
record AnswerSettings(
        @DefaultValue("8") @Min(1) int workers,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("4") @Min(1) int attempts,
        @DefaultValue("1s") Duration retry,
        @DefaultValue("500ms") Duration typing) {}
