package dev.switchboard.standalone;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;

/// Writes `%service` in a log line: whose code it is, else whose thread group, else the process's own name. HTTP
/// threads
/// are common to all services of a JVM, so a library's line on one of them may name another service.
public final class LogName extends ClassicConverter {
    private static final String NAME = "switchboard.name";
    private static final String FOLDER = "switchboard.logs";
    private static final String CONFIGURATION = "logback.configurationFile";
    private static final String FILE = "logback-standalone.xml";
    private static final String PROCESS = System.getProperty(NAME, "launcher");

    /// Sends this JVM's log to `switchboard.log`; to be called before anything logs.
    static void useIn(Home home) {
        System.setProperty(FOLDER, home.logs().toString());
        System.setProperty(CONFIGURATION, FILE);
        // libraries that log with the JDK's logger would write to the terminal
        LogManager.getLogManager().reset();
    }

    /// For a command that prints what it has to say itself.
    static void silence() {
        LogManager.getLogManager().reset();
        ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
    }

    /// The options that send another JVM's log to the file of its own name.
    static List<String> options(Home home, String name) {
        return List.of("-D" + NAME + "=" + name, "-D" + FOLDER + "=" + home.logs(), "-D" + CONFIGURATION + "=" + FILE);
    }

    @Override
    public String convert(ILoggingEvent event) {
        for (Service service : Service.values()) {
            if (event.getLoggerName().startsWith(service.root())) {
                return service.title();
            }
        }
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        return group != null && group.getName().startsWith(Threads.GROUP)
                ? group.getName().substring(Threads.GROUP.length())
                : PROCESS;
    }
}
