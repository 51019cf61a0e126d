package dev.switchboard.bench.socket;

import java.time.Duration;

/// Ten thousand sockets that lose their gateway and come back at once, each with a message to catch up on.
final class Reconnects {
    private final Run run;

    Reconnects(Run run) {
        this.run = run;
    }

    void play() {
        int count = run.quick() ? 1_000 : 10_000;
        try (Returning visitors = new Returning(run.gateway(), count)) {
            run.progress("%,d visitors are there and have said something", count);
            tell("cut by their clients", "", count, visitors.afterClientCut());
            visitors.rest(Duration.ofSeconds(5));
            tell(
                    "gateway killed and started again",
                    "≤ 20 s, none failed",
                    count,
                    visitors.afterServerCut(run.gateway()::kill));
            visitors.rest(Duration.ofSeconds(2));
        }
        run.gateway().lookAgain();
    }

    private void tell(String how, String target, int count, Returning.Outcome outcome) {
        run.row(
                "%,d reconnects at once, %s".formatted(count, how),
                target,
                "all resumed after %.1f s, the first after %.1f s; %d told to reload, %d without their message;"
                        + " %,d attempts, of them in vain by answer %s",
                outcome.seconds(),
                outcome.away(),
                outcome.notRecovered(),
                outcome.missing(),
                outcome.attempts(),
                outcome.refusals());
    }
}
