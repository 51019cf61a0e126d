package dev.switchboard.common.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTests {
    @Test
    void anIdIsAUuidOfVersionSevenOfThisMoment() {
        long before = System.currentTimeMillis();
        UUID id = Ids.next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, System.currentTimeMillis() + 1_000);
    }

    @Test
    void idsAscendThoughManyAreMadeInAMillisecond() {
        List<String> ids =
                Stream.generate(Ids::next).limit(50_000).map(UUID::toString).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsMadeAtOnceDiffer() {
        assertThat(IntStream.range(0, 50_000)
                        .parallel()
                        .mapToObj(_ -> Ids.next())
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void anIdThatOpensSomethingIsOfTheSameKindAndNotOfTheSameSource() {
        UUID id = Ids.unguessable();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(Ids.next().toString()).isGreaterThan(id.toString());
        assertThat(Stream.generate(Ids::unguessable)
                        .limit(10_000)
                        .map(UUID::getLeastSignificantBits)
                        .toList())
                .doesNotHaveDuplicates();
    }
}
