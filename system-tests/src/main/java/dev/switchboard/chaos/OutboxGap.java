package dev.switchboard.chaos;

import dev.switchboard.suite.Database;
import java.time.Duration;

/// conversation-service is killed after a commit and before the broker has its facts, or after the broker has them and
/// before the outbox forgets them: what was committed is told, and what is told again has no second effect.
record OutboxGap(String code, Side side) implements Fault {
    enum Side {
        BEFORE_THE_BROKER("kill -9 between commit and the broker's acknowledgement"),
        AFTER_THE_BROKER("kill -9 between the broker's acknowledgement and the outbox's mark");

        private final String words;

        Side(String words) {
            this.words = words;
        }
    }

    @Override
    public String what() {
        return side.words;
    }

    @Override
    public void play(Scene scene) {
        Crowd crowd = scene.crowd();
        try (Desk desk = Desk.open(scene.door(), crowd.someConversation())) {
            long waiting = 0;
            for (int i = 0; i < scene.pick(3, 20); i++) {
                waiting += side == Side.BEFORE_THE_BROKER ? beforeTheBroker(scene) : afterTheBroker(scene);
                Patience.rest(Duration.ofSeconds(3));
            }
            desk.close();
            Times _ = scene.settle();
            long lost = desk.lost();
            scene.check("answers of an agent that were accepted and lost", lost == 0, "%d", lost);
            if (side == Side.BEFORE_THE_BROKER) {
                scene.check(
                        "facts that were committed and not told in the moment of a kill", waiting > 0, "%d", waiting);
            }
            long again = scene.ledger().toldAgain();
            boolean hit = side == Side.BEFORE_THE_BROKER || again > 0;
            scene.check("messages that are on the topic more than once", hit, "%d", again);
        }
    }

    /// An agent's answers need no broker to be accepted: they wait in the outbox.
    private static long beforeTheBroker(Scene scene) {
        Stage stage = scene.stage();
        stage.broker().freeze();
        Patience.rest(Duration.ofSeconds(2));
        long waiting = new Database(stage.suite()).number("SELECT count(*) FROM conversation.outbox");
        kill(scene, stage.broker());
        return waiting;
    }

    /// Facts are on their way all the time; without the database no mark can be made.
    private static long afterTheBroker(Scene scene) {
        scene.stage().database().freeze();
        Patience.rest(Duration.ofMillis(300));
        kill(scene, scene.stage().database());
        return 0;
    }

    private static void kill(Scene scene, Link frozen) {
        long pid = scene.stage().pid("conversation-service");
        long begin = System.nanoTime();
        Stage.signal("-KILL", pid);
        frozen.cut();
        frozen.mend();
        scene.stage().awaitOther("conversation-service", pid);
        Outage _ = scene.struck(new Outage("kill", begin, begin));
    }
}
