package dev.switchboard.standalone;

import dev.switchboard.standalone.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `doctor`: looks at what the suite stands on, one line each, and says what to do where something is wrong. It
/// changes nothing.
final class Doctor {
    private final Home home;
    private final PortPlan ports;
    private final Map<String, String> environment;
    private final Progress progress;

    Doctor(Home home, PortPlan ports, Map<String, String> environment, Progress progress) {
        this.home = home;
        this.ports = ports;
        this.environment = environment;
        this.progress = progress;
    }

    /// @return 0, or 1 where something has failed
    int run() {
        LogName.silence();
        boolean runs = RunFile.read(home)
                .filter(running -> RunFile.lives(running.pid()))
                .isPresent();
        List<Finding> findings = new ArrayList<>(new MachineCheckup(home, ports, environment, runs).findings());
        findings.addAll(new PeerCheckup(home, ports, environment, runs).findings());
        findings.forEach(finding -> progress.line(finding.line()));
        long failed = count(findings, Level.FAIL);
        long warned = count(findings, Level.WARN);
        progress.line(
                failed > 0
                        ? "%d to mend, %d to think about.".formatted(failed, warned)
                        : warned > 0 ? "Fit to run; %d to think about.".formatted(warned) : "All is well.");
        return failed > 0 ? 1 : 0;
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }
}
