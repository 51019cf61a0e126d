package dev.switchboard.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.service.Spans;
import dev.switchboard.gateway.Tenant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class RoomsTests {
    private final Tenant.Talk talk = Tenant.named("acme").talk("ann", "s-1");
    private final Place place = new Place.At(talk.tenant().account(), talk.address());
    private final Place same = new Place.In(talk.tenant().account(), talk.id());
    private final Rooms rooms = new Rooms();
    private final Subscription somebody = subscription(Runnable::run);

    private Subscription subscription(Executor loop) {
        FeedSettings settings = new FeedSettings(25, Duration.ofSeconds(2), Duration.ofSeconds(3), 256, 32, 4, 20_000);
        Feed feed = new Feed(null, settings, new FeedMeters(new SimpleMeterRegistry()), Spans.NONE);
        return feed.subscribe(place, loop, null);
    }

    @Test
    void aPlaceIsFoundByItsConversationOnceThatIsKnown() {
        Room room = rooms.join(place, somebody);
        assertThat(rooms.anyUnnamed()).isTrue();
        assertThat(rooms.of(talk.id().toString())).isEmpty();
        rooms.name(place, talk.id());
        assertThat(rooms.of(talk.id().toString())).containsExactly(room);
        assertThat(rooms.anyUnnamed()).isFalse();
    }

    @Test
    void aConversationMayHaveTwoPlaces() {
        Room one = rooms.join(place, somebody);
        Room two = rooms.join(same, somebody);
        rooms.name(place, talk.id());
        assertThat(rooms.of(talk.id().toString())).containsExactlyInAnyOrder(one, two);
        rooms.leave(one, somebody);
        assertThat(rooms.of(talk.id().toString())).containsExactly(two);
    }

    @Test
    void nothingIsLeftWhenEverybodyHasLeft() {
        rooms.leave(rooms.join(place, somebody), somebody);
        assertThat(rooms.anyUnnamed()).isFalse();
        rooms.leave(rooms.join(same, somebody), somebody);
        assertThat(rooms.of(talk.id().toString())).isEmpty();
        assertThat(rooms.count()).isZero();
    }

    @Test
    void everybodyOfALoopIsToldInOneTaskOfThatLoop() {
        List<Runnable> tasks = new ArrayList<>();
        Executor loop = tasks::add;
        Room room = rooms.join(place, subscription(loop));
        rooms.join(place, subscription(loop));
        rooms.join(place, somebody);
        Deliveries deliveries = new Deliveries();
        room.deliver(new FeedItem<>(talk.agentSaid(1, "one")), deliveries);
        room.deliver(new FeedItem<>(talk.agentSaid(2, "two")), deliveries);
        room.deliver(new FeedItem<>(Tenant.named("globex").talk("ann", "s-1").agentSaid(3, "another's")), deliveries);
        assertThat(tasks).isEmpty();
        deliveries.send();
        assertThat(tasks).hasSize(1);
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
