package dev.switchboard.conversation.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.DeliveryUpdated.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTests {
    @Test
    void theFurthestReportCountsInWhateverOrderTheyCome() {
        List<Status> way = List.of(Status.QUEUED, Status.SENT, Status.FAILED, Status.DELIVERED, Status.READ);
        for (int earlier = 0; earlier < way.size(); earlier++) {
            for (int later = 0; later < way.size(); later++) {
                assertThat(at(way.get(later)).follows(at(way.get(earlier))))
                        .as("%s after %s", way.get(later), way.get(earlier))
                        .isEqualTo(later > earlier);
            }
        }
        assertThat(at(Status.QUEUED).follows(null)).isTrue();
    }

    @Test
    void whatIsSentAgainHasFailedNoMoreUnlessItArrivedAfterAll() {
        assertThat(again(Status.QUEUED).follows(at(Status.FAILED))).isTrue();
        assertThat(again(Status.SENT).follows(again(Status.QUEUED))).isTrue();
        assertThat(at(Status.FAILED).follows(again(Status.QUEUED))).isFalse();
        assertThat(at(Status.DELIVERED).follows(again(Status.QUEUED))).isTrue();
        assertThat(again(Status.QUEUED).follows(at(Status.READ))).isFalse();
    }

    private static Delivery again(Status status) {
        return new Delivery(status, null, null, 1);
    }

    private static Delivery at(Status status) {
        return new Delivery(status, null, null, 0);
    }
}
