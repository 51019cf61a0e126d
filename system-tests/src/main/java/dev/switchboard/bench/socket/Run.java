package dev.switchboard.bench.socket;

import dev.switchboard.bench.SystemFigures;
import dev.switchboard.bench.Table;
import java.util.Locale;

/// What every scene of the bench is given.
///
/// @param quick shorter and fewer rounds: a look, no figure to publish
record Run(GatewayPeer gateway, NodePeer node, Table table, boolean quick) {
    void progress(String format, Object... arguments) {
        table.progress(text(format, arguments) + text(" [load %.1f]", SystemFigures.load()));
    }

    void row(String what, String target, String format, Object... arguments) {
        table.row(what, text(format, arguments), target);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
