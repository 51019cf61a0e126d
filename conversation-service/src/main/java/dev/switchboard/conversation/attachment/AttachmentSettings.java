package dev.switchboard.conversation.attachment;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param quota bytes of all uploads of an account; a further one is refused
/// @param unattached how long an upload waits for its message
/// @param link how long a signed link is good
/// @param types content types that are taken, as the bytes say and not as the sender says
/// @param sweep how often expired files are looked for
/// @param batch how many of them are erased at once
@ConfigurationProperties("switchboard.attachment")
record AttachmentSettings(
        @DefaultValue("10GB") DataSize quota,
        @DefaultValue("1d") Duration unattached,
        @DefaultValue("7d") Duration link,

        @DefaultValue({
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/heic",
            "application/pdf",
            "application/zip",
            "application/msword",
            "audio/mpeg",
            "audio/wav",
            "audio/ogg",
            "audio/mp4",
            "video/mp4",
            "video/webm",
            "text/plain"
        })
        Set<String> types,

        @DefaultValue("1m") Duration sweep,
        @DefaultValue("100") int batch) {}
