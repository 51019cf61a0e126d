package dev.switchboard.standalone;

/// What the doctor found of one thing.
///
/// @param advice what to do; empty where nothing is
record Finding(Level level, String what, String said, String advice) {
    enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String what, String said) {
        return new Finding(Level.OK, what, said, "");
    }

    static Finding warn(String what, String said, String advice) {
        return new Finding(Level.WARN, what, said, advice);
    }

    static Finding fail(String what, String said, String advice) {
        return new Finding(Level.FAIL, what, said, advice);
    }

    String line() {
        return "%-4s  %-11s %s%s"
                .formatted(
                        level.name().toLowerCase(java.util.Locale.ROOT),
                        what,
                        said,
                        advice.isEmpty() ? "" : ". " + advice);
    }
}
