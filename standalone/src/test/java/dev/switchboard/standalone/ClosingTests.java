package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTests {
    private final List<String> closed = new ArrayList<>();

    @Test
    void whatStartedLastStopsFirstAndAFailureHoldsNothingUp() {
        Closing closing = new Closing();
        closing.add(() -> closed.add("postgres"));
        closing.add(() -> {
            throw new IllegalStateException("stuck");
        });
        closing.add(() -> closed.add("gateway"));
        closing.close();
        assertThat(closed).containsExactly("gateway", "postgres");
    }

    @Test
    void whatStartsDuringTheStopIsStoppedAtOnce() {
        Closing closing = new Closing();
        closing.close();
        assertThatThrownBy(() -> closing.add(() -> closed.add("kafka"))).isInstanceOf(Refusal.class);
        assertThat(closed).containsExactly("kafka");
    }
}
