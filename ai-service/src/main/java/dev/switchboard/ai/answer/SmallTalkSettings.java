package dev.switchboard.ai.answer;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param enabled whether courtesies are answered; otherwise they go the way of a question
/// @param greeting the answer to a greeting
/// @param thanks the answer to thanks
/// @param fine the answer to a word of agreement
/// @param who the answer to the question who is speaking: it always says that it is a machine
@Validated
@ConfigurationProperties("switchboard.small-talk")
record SmallTalkSettings(
        @DefaultValue("true") boolean enabled,

        @DefaultValue("Hello! How can I help you?") @NotBlank
        String greeting,

        @DefaultValue("You are welcome!") @NotBlank String thanks,

        @DefaultValue("Good. Is there anything else I can help you with?") @NotBlank
        String fine,

        @DefaultValue(
                "I am an automatic assistant. I answer from our help pages, and when you ask for a person I call a colleague.")
        @NotBlank
        String who) {}
