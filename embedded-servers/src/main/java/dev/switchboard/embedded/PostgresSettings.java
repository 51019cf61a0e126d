package dev.switchboard.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a PostgreSQL of our own runs: small, on the loopback interface, without what only replicas need.
///
/// @param binaries folder under which the programs are unpacked once
/// @param password of the superuser, set when the folder is made
/// @param durable false lets tests skip the disk
public record PostgresSettings(
        Path data, Path log, Path binaries, int port, String password, int connections, boolean durable) {

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("port", Integer.toString(port));
        parameters.put("listen_addresses", "127.0.0.1");
        parameters.put("unix_socket_directories", "''");
        parameters.put("max_connections", Integer.toString(connections));
        parameters.put("shared_buffers", sharedMegabytes() + "MB");
        parameters.put("huge_pages", "off");
        parameters.put("jit", "off");
        parameters.put("io_method", "sync");
        parameters.put("wal_level", "minimal");
        parameters.put("max_wal_senders", "0");
        parameters.put("max_wal_size", "256MB");
        parameters.put("max_logical_replication_workers", "0");
        parameters.put("max_parallel_workers_per_gather", "0");
        parameters.put("autovacuum_max_workers", "2");
        parameters.put("timezone", "UTC");
        if (!durable) {
            parameters.put("fsync", "off");
            parameters.put("synchronous_commit", "off");
            parameters.put("full_page_writes", "off");
        }
        return parameters;
    }

    /// An eighth of the machine's or the container's memory, from 128 MB to 1 GB; what no data fills is not taken.
    private static long sharedMegabytes() {
        long memory = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        return Math.clamp(memory / 8 / 1024 / 1024, 128, 1024);
    }
}
