package dev.switchboard.ai.session;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param patience how long a call waits for the answer; past it the holding text is answered
/// @param waiting calls that wait at once; more are refused as unavailable
/// @param largestAudio bytes of a voice message; a larger one is refused
/// @param uploads voice messages that are taken in at once; more are refused as unavailable, for each needs its memory
/// @param startup how long the reading of all inboxes may take before the start fails
/// @param holding what is answered when there is no answer yet
/// @param person what is answered when a person owns the conversation
@Validated
@ConfigurationProperties("switchboard.calls")
record SessionSettings(
        @DefaultValue("20s") Duration patience,
        @DefaultValue("1000") @Min(1) int waiting,
        @DefaultValue("10MB") DataSize largestAudio,
        @DefaultValue("8") @Min(1) int uploads,
        @DefaultValue("60s") Duration startup,

        @DefaultValue("I am still looking into this. The answer follows in this conversation.") @NotBlank
        String holding,

        @DefaultValue("Your message has reached our team. A colleague answers in this conversation.") @NotBlank
        String person) {}
