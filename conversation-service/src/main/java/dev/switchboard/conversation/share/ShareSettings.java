package dev.switchboard.conversation.share;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param life how long a link shows its conversation
/// @param most how many links of a conversation may live at once; the oldest goes for one more
@ConfigurationProperties("switchboard.share")
record ShareSettings(
        @DefaultValue("1d") Duration life,
        @DefaultValue("20") int most) {}
