package dev.switchboard.common.blob;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param folder where the bytes lie; every service that keeps or reads them sees the same one
/// @param largest bytes of one blob; a larger one is refused
/// @param s3 a bucket instead of the folder, where one is named
@ConfigurationProperties("switchboard.blob")
record BlobSettings(
        @DefaultValue(".switchboard/blobs") Path folder,
        @DefaultValue("25MB") DataSize largest,
        @DefaultValue S3 s3) {
    /// @param bucket blank for none; it is there already, and the keys are allowed to get, put and delete its objects
    /// @param endpoint of a store other than Amazon's; its buckets are then named in the path
    /// @param accessKey with the secret key; where it is blank the environment's credentials are used, as Amazon's
    ///     tools find them
    /// @param timeout of a whole request; then it fails, and is tried again up to three times
    record S3(
            @DefaultValue("") String bucket,
            @Nullable URI endpoint,
            @DefaultValue("us-east-1") String region,
            @DefaultValue("") String accessKey,
            @DefaultValue("") String secretKey,
            @DefaultValue("20s") Duration timeout) {}
}
