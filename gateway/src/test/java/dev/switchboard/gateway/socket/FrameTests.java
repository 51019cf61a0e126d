package dev.switchboard.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTests {
    @ParameterizedTest
    @CsvSource({"0, 8100", "125, 817d", "126, 817e007e", "65535, 817effff", "65536, 817f0000000000010000"})
    void theHeaderSaysHowLongTheTextIs(int length, String header) {
        ByteBuf wire = Frame.text(new byte[length]).buffer();
        assertThat(ByteBufUtil.hexDump(wire, 0, header.length() / 2)).isEqualTo(header);
        assertThat(wire.readableBytes()).isEqualTo(header.length() / 2 + length);
    }

    @Test
    void binaryIsSaidToBeBinary() {
        assertThat(ByteBufUtil.hexDump(Frame.binary(new byte[] {1, 2}).buffer()))
                .isEqualTo("82020102");
    }

    @Test
    void everyReceiverReadsTheWholeFrameHoweverManyThereAre() {
        Frame frame = Frame.text(new byte[] {65, 66});
        List<String> read = new ArrayList<>();
        boolean direct = false;
        for (int i = 0; i < 20; i++) {
            ByteBuf wire = frame.buffer();
            read.add(ByteBufUtil.hexDump(wire));
            direct |= wire.isDirect();
            wire.skipBytes(wire.readableBytes());
            assertThat(wire.release()).isTrue();
        }
        assertThat(read).hasSize(20).containsOnly("81024142");
        assertThat(direct).isTrue();
    }
}
