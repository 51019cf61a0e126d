package dev.switchboard.conversation.publicid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.id.Ids;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicIdTests {
    @Test
    void everyIdIsReadBackAsItWas() {
        for (UUID id : new UUID[] {Ids.next(), Ids.unguessable(), new UUID(0, 0), new UUID(-1, -1), new UUID(1, -1)}) {
            for (PublicId kind : PublicId.values()) {
                assertThat(kind.of(id)).matches("(tkt|cust|msg)_[0-9a-v]{26}");
                assertThat(kind.parse(kind.of(id))).contains(id);
                assertThat(kind.parse(id.toString())).contains(id);
            }
        }
    }

    @Test
    void aKnownIdKeepsItsForm() {
        UUID id = UUID.fromString("0199d3a0-0000-7000-8000-000000000001");
        assertThat(PublicId.TICKET.of(id)).isEqualTo("tkt_01j79q0000e008000000000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tkt_",
                "tkt_abc123xyz",
                "tkt_80000000000000000000000000",
                "tkt_0000000000000000000000000w",
                "tkt_00000000000000000000000000\0",
                "TKT_00000000000000000000000000",
                "cust_00000000000000000000000000",
                "0199d3a0-0000-7000-8000-00000000000",
                "1-1-1-1-1",
                "٣0000000000000000000000000"
            })
    void whatIsNoTicketsIdIsNone(String text) {
        assertThat(PublicId.TICKET.parse(text)).isEmpty();
    }
}
