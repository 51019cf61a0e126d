package dev.switchboard.gateway.socket.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTests {
    private final Backlog backlog = new Backlog(3);
    private final List<String> done = new ArrayList<>();

    @Test
    void whatComesWhileSomethingIsUnderWayIsDoneAfterItInOrder() {
        act("a");
        backlog.begin();
        act("c");
        act("d");
        done.add("b");
        backlog.end();
        act("e");
        assertThat(done).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void whatBeginsAnotherWaitHoldsBackTheRest() {
        backlog.begin();
        assertThat(backlog.act(backlog::begin)).isTrue();
        act("b");
        backlog.end();
        assertThat(done).isEmpty();
        backlog.end();
        assertThat(done).containsExactly("b");
    }

    @Test
    void tooManyAreRefusedAndNothingElseIsLost() {
        backlog.begin();
        for (int i = 0; i < 3; i++) {
            act("waits");
        }
        assertThat(backlog.act(() -> done.add("refused"))).isFalse();
        backlog.drain();
        assertThat(done).containsExactly("waits", "waits", "waits");
    }

    private void act(String name) {
        assertThat(backlog.act(() -> done.add(name))).isTrue();
    }
}
