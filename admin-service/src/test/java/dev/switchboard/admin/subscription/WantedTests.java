package dev.switchboard.admin.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.problem.Problem;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WantedTests {
    private static final String URL = "https://shop.test/hook";

    @Test
    void bothShapesSayTheSame() {
        Wanted netia = Wanted.of(URL, null, List.of("message:created", "customer:created"), null, null);
        Wanted papercups = Wanted.of(null, URL, null, "message:created, customer:created", null);
        assertThat(netia).isEqualTo(papercups);
        assertThat(netia.eventTypes()).containsExactly(EventType.MESSAGE_CREATED, EventType.CUSTOMER_CREATED);
        assertThat(netia.format()).isEqualTo(EventFormat.NETIA);
    }

    @Test
    void aDotInANameMeansAmoiqUnlessTheFormatIsNamed() {
        assertThat(Wanted.of(URL, null, List.of("message.created"), null, null).format())
                .isEqualTo(EventFormat.AMOIQ);
        assertThat(Wanted.of(URL, null, List.of("message.created"), null, "netia")
                        .format())
                .isEqualTo(EventFormat.NETIA);
    }

    @Test
    void whatIsAbsentStays() {
        assertThat(Wanted.of(null, null, null, " ", null)).isEqualTo(new Wanted(null, null, null, null));
        assertThat(Wanted.of(null, null, null, "all", null).eventTypes()).containsExactly(EventType.values());
    }

    @Test
    void whatIsWrongIsNamed() {
        assertNames("event_types", () -> Wanted.of(URL, null, List.of("message:sung"), null, null));
        assertNames("event_types", () -> Wanted.of(URL, null, List.of(), null, null));
        assertNames("event_types", () -> Wanted.of(URL, null, Arrays.asList((String) null), null, null));
        assertNames("event_types", () -> Wanted.of(URL, null, Collections.nCopies(51, "message:created"), null, null));
        assertNames("scope", () -> Wanted.of(URL, null, null, "everything", null));
        assertNames("format", () -> Wanted.of(URL, null, null, null, "xml"));
        assertNames("webhook_url", () -> Wanted.of(URL, "https://other.test/", null, null, null));
    }

    private static void assertNames(String field, ThrowingCallable read) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.fields()).containsOnlyKeys(field));
    }
}
