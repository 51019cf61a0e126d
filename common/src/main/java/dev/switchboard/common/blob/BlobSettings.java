package dev.switchboard.common.blob;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param folder where the bytes lie; every service that keeps or reads them sees the same one
/// @param largest bytes of one blob; a larger one is refused
@ConfigurationProperties("switchboard.blob")
record BlobSettings(
        @DefaultValue(".switchboard/blobs") Path folder,
        @DefaultValue("25MB") DataSize largest) {}
