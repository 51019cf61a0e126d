package dev.switchboard.gateway.socket.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.SecretKeyBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveriesTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final Recovery recovery = new Recovery("sid", Ids.next(), Ids.next(), "ann", "s-1", false, 7L, NOW);

    private static Recoveries at(Instant now, String base) {
        return new Recoveries(
                new SecretKeyBase(base.repeat(32)), Duration.ofHours(1), Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void aPidIsReadByEveryGatewayOfTheInstallation() {
        String pid = at(NOW, "a").pid(recovery);
        assertThat(at(NOW.plusSeconds(3599), "a").read(pid)).isEqualTo(new Recoveries.Earlier(pid, recovery));
    }

    @Test
    void aPidThatIsTooOldOrOfAnotherInstallationIsNone() {
        String pid = at(NOW, "a").pid(recovery);
        assertThat(at(NOW.plusSeconds(3601), "a").read(pid)).isNull();
        assertThat(at(NOW, "b").read(pid)).isNull();
    }

    @Test
    void aPidThatWasChangedIsNone() {
        Recoveries recoveries = at(NOW, "a");
        String mine = recoveries.pid(recovery);
        String other = recoveries.pid(new Recovery("sid", Ids.next(), Ids.next(), "bob", "s-2", false, 7L, NOW));
        String crossed = other.substring(0, other.indexOf('.')) + mine.substring(mine.indexOf('.'));
        assertThat(recoveries.read(crossed)).isNull();
        assertThat(recoveries.read(mine.substring(0, mine.length() - 2))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a", "a.b", "e30.e30", "%.%", "a.b.c"})
    void nonsenseIsNone(String pid) {
        assertThat(at(NOW, "a").read(pid)).isNull();
    }

    @Test
    void anOffsetSaysTheSessionWhereThePidDoesNot() {
        assertThat(Offset.read("17")).isEqualTo(new Offset(17, null, null));
        assertThat(Offset.read(Offset.of(17, "ann.b", "s|1 €"))).isEqualTo(new Offset(17, "ann.b", "s|1 €"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "1.a", "1.%.%", "99999999999999999999", "1.YQ.YQ.YQ"})
    void anOffsetThatIsNoneIsNone(String offset) {
        assertThat(Offset.read(offset)).isNull();
    }
}
