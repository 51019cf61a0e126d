package dev.switchboard.common.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Against a server that checks signatures as Amazon does.
class S3BlobsTests extends BlobsContract {
    private static BlobStore store;
    private static S3Proxy server;

    private final String bucket = "b-" + UUID.randomUUID();
    private S3Blobs open;

    @BeforeAll
    static void start() throws Exception {
        store = ContextBuilder.newBuilder("transient-nio2")
                .credentials("", "")
                .build(BlobStoreContext.class)
                .getBlobStore();
        server = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "key", "secret")
                .build();
        server.start();
    }

    @BeforeEach
    void open() {
        store.createContainerInLocation(null, bucket);
        open = blobs("secret");
        blobs = open;
    }

    @AfterEach
    void close() {
        open.close();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    private S3Blobs blobs(String secret) {
        BlobSettings.S3 settings = new BlobSettings.S3(
                bucket,
                URI.create("http://127.0.0.1:" + server.getPort()),
                "us-east-1",
                "key",
                secret,
                Duration.ofSeconds(20));
        return new S3Blobs(BlobWiring.client(settings), bucket, LARGEST);
    }

    @Override
    List<String> stored() {
        return store.list(bucket, new org.jclouds.blobstore.options.ListContainerOptions().recursive()).stream()
                .map(blob -> blob.getName())
                .toList();
    }

    @Test
    void aKeyThatIsNotTheBucketsKeepsNothing() {
        try (S3Blobs stranger = blobs("guess")) {
            assertThatThrownBy(() -> stranger.keep(ACME, "ada", bytes(10, 1)).block())
                    .isInstanceOf(S3Exception.class);
            assertThatThrownBy(() -> stranger.read(ACME, UUID.randomUUID()).block())
                    .isInstanceOf(S3Exception.class);
        }
        assertThat(stored()).isEmpty();
    }
}
