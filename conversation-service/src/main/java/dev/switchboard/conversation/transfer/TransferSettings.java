package dev.switchboard.conversation.transfer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param longestLine a longer line is refused, and the next one taken
/// @param largestBody an import of more bytes stops there; the rest goes into another request
/// @param chunk how many lines are imported in one transaction
@ConfigurationProperties("switchboard.transfer")
record TransferSettings(
        @DefaultValue("256KB") DataSize longestLine,
        @DefaultValue("64MB") DataSize largestBody,
        @DefaultValue("100") int chunk) {}
