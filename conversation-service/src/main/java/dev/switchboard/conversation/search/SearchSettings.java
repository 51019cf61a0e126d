package dev.switchboard.conversation.search;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param pause how long new messages gather before they are made searchable
/// @param batch how many changes are made searchable in one transaction; more follow at once
@ConfigurationProperties("switchboard.search")
record SearchSettings(
        @DefaultValue("500ms") Duration pause,
        @DefaultValue("2000") int batch) {}
