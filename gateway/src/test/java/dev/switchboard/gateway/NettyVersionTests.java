package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import org.junit.jupiter.api.Test;

class NettyVersionTests {
    /// Older ones upgrade without Upgrade headers, queue pipelined requests without a bound and leak buffers.
    @Test
    void everyPartOfNettyIsOneThatIsSafeAtAnEdge() {
        assertThat(Version.identify().values())
                .isNotEmpty()
                .allSatisfy(part -> assertThat(
                                Runtime.Version.parse(part.artifactVersion().replace(".Final", "")))
                        .as(part.artifactId())
                        .isGreaterThanOrEqualTo(Runtime.Version.parse("4.2.16")));
    }
}
