package dev.switchboard.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.gateway.Tenant;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RoomsTests {
    private final Tenant.Talk talk = Tenant.named("acme").talk("ann", "s-1");
    private final Place place = new Place.At(talk.tenant().account(), talk.address());
    private final Place same = new Place.In(talk.tenant().account(), talk.id());
    private final Rooms rooms = new Rooms();

    @Test
    void aPlaceIsFoundByItsConversationOnceThatIsKnown() {
        Room room = rooms.join(place, null);
        assertThat(rooms.anyUnnamed()).isTrue();
        assertThat(rooms.of(talk.id().toString())).isEmpty();
        rooms.name(place, talk.id());
        assertThat(rooms.of(talk.id().toString())).containsExactly(room);
        assertThat(rooms.anyUnnamed()).isFalse();
    }

    @Test
    void aConversationMayHaveTwoPlaces() {
        Room one = rooms.join(place, null);
        Room two = rooms.join(same, null);
        rooms.name(place, talk.id());
        assertThat(rooms.of(talk.id().toString())).containsExactlyInAnyOrder(one, two);
        rooms.leave(one, null);
        assertThat(rooms.of(talk.id().toString())).containsExactly(two);
    }

    @Test
    void nothingIsLeftWhenEverybodyHasLeft() {
        rooms.leave(rooms.join(place, null), null);
        assertThat(rooms.anyUnnamed()).isFalse();
        rooms.leave(rooms.join(same, null), null);
        assertThat(rooms.of(talk.id().toString())).isEmpty();
        assertThat(rooms.count()).isZero();
    }

    @Test
    void theAddressOfAFactIsReadWithoutTheFact() {
        String json = WireJson.write(talk.customerSaid(1, "m-1", "Hi"));
        String cut = json.substring(0, json.indexOf("\"customerId\""));
        assertThat(FactPeek.place(cut.getBytes(StandardCharsets.UTF_8))).isEqualTo(place);
        assertThat(FactPeek.place("{\"accountId\":null,\"x\":{\"address\":1}}".getBytes(StandardCharsets.UTF_8)))
                .isNull();
    }
}
