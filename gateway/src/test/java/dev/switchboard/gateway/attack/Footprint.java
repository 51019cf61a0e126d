package dev.switchboard.gateway.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.awaitility.Awaitility;

/// What the JVM holds: bytes of live heap, and of Netty's direct buffers.
record Footprint(long heap, long direct) {
    private static final long MEGABYTE = 1024 * 1024;

    static Footprint now() {
        System.gc();
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                        .metric()
                        .usedDirectMemory());
    }

    /// Memory is where it was before the attack, give or take what a busy suite breathes.
    void isRestoredWithin(int megabytes) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    Footprint now = now();
                    assertThat(now.heap() - heap).as("heap").isLessThan(megabytes * MEGABYTE);
                    assertThat(now.direct() - direct).as("direct").isLessThan(megabytes * MEGABYTE);
                });
    }
}
