package dev.switchboard.chaos;

import dev.switchboard.storm.EventStorm;

/// Events of all providers, repeated and shuffled, while the service that takes them is killed twice: it ends as a run
/// of the same events without any of that.
record Storm(String code, int copies) implements Fault {
    @Override
    public String what() {
        return copies == 1
                ? "webhooks shuffled, a fifth repeated, channel-service killed twice"
                : "every webhook " + copies + " times, shuffled, channel-service killed twice";
    }

    @Override
    public void play(Scene scene) {
        EventStorm.Outcome outcome = EventStorm.run(scene.stage().running(), scene.pick(300, 10_000), copies);
        scene.check("state as after a clean run", outcome.differences().isEmpty(), "%s", outcome);
        scene.checkDeadLetters(0);
    }
}
