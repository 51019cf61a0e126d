package dev.switchboard.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Resident memory of a process, as the system tells it.
final class ResidentMemory {
    private ResidentMemory() {}

    /// Bytes; 0 when the process has ended or the system does not tell.
    static long of(long pid) {
        try {
            Path status = Path.of("/proc/" + pid + "/status");
            if (Files.exists(status)) {
                return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
                        .findFirst()
                        .orElse(0);
            }
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            String kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) * 1024;
        } catch (IOException e) {
            return 0;
        }
    }
}
