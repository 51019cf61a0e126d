package dev.switchboard.chaos;

import java.util.List;

/// Every fault that can be played, in the order of the table.
final class Faults {
    static final List<Fault> ALL = List.of(
            new KilledRecorder(),
            new OutboxGap("F2", OutboxGap.Side.BEFORE_THE_BROKER),
            new OutboxGap("F3", OutboxGap.Side.AFTER_THE_BROKER),
            KilledService.alone(),
            new BrokerAway("F5a", true),
            new BrokerAway("F5b", false),
            new PowerFailure(),
            new DatabaseAway("F6a", DatabaseAway.Kind.UNREACHABLE),
            new DatabaseAway("F6b", DatabaseAway.Kind.CRASHED),
            new DatabaseAway("F6c", DatabaseAway.Kind.EXHAUSTED),
            new FullDisk("F17a", "kafka"),
            new FullDisk("F17b", "postgres"),
            new WrongClocks(),
            new HalfOpen(),
            new Storm("F11", 5),
            new Storm("F12", 1),
            new Poison(),
            new SlowLinks(),
            new NewerFacts(),
            new ProviderTrouble(),
            new ModelTrouble(),
            KilledService.replicated(),
            new CutSockets(),
            new Rebalance(),
            new RollingRestart(),
            new Soak(),
            new GameDay());

    private Faults() {}

    /// By codes as `F5`, which means all its forms, or `F5b`; all of them for none.
    static List<Fault> named(List<String> codes) {
        for (String code : codes) {
            if (ALL.stream().noneMatch(fault -> isMeant(fault, code))) {
                throw new IllegalArgumentException("there is no fault " + code + "; there are "
                        + String.join(", ", ALL.stream().map(Fault::code).toList()));
            }
        }
        return ALL.stream()
                .filter(fault -> codes.isEmpty() || codes.stream().anyMatch(code -> isMeant(fault, code)))
                .toList();
    }

    private static boolean isMeant(Fault fault, String code) {
        return fault.code().equalsIgnoreCase(code)
                || fault.code().replaceAll("[a-z]$", "").equalsIgnoreCase(code);
    }
}
