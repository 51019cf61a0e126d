package dev.switchboard.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `logs [service]`: the last lines of a service's own file where it has one, else its lines of the common file.
final class Logs {
    private static final int LAST = 200;
    private static final long BETWEEN_MILLIS = 200;
    private static final Pattern HEAD = Pattern.compile("\\S+T\\S+ [A-Z]+ +(\\S+) ");

    private final Home home;
    private final Progress progress;

    Logs(Home home, Progress progress) {
        this.home = home;
        this.progress = progress;
    }

    void show(Optional<String> service, boolean follow) {
        Path file = service.map(home::log).filter(Files::exists).orElse(home.log("switchboard"));
        if (!Files.exists(file)) {
            throw new Refusal("There are no logs in " + home.logs() + " yet: start with ./switchboard up.");
        }
        Optional<String> column = file.equals(home.log("switchboard")) ? service : Optional.empty();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            LineFilter filter = new LineFilter(column);
            Deque<String> last = new ArrayDeque<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (filter.takes(line)) {
                    last.add(line);
                    if (last.size() > LAST) {
                        last.remove();
                    }
                }
            }
            last.forEach(progress::line);
            while (follow) {
                String line = lines.readLine();
                if (line == null) {
                    Thread.sleep(BETWEEN_MILLIS);
                } else if (filter.takes(line)) {
                    progress.line(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lines of one service, with the lines of a stack trace under theirs.
    static final class LineFilter {
        private final Optional<String> service;
        private boolean taking;

        LineFilter(Optional<String> service) {
            this.service = service;
        }

        boolean takes(String line) {
            Matcher head = HEAD.matcher(line);
            if (head.lookingAt()) {
                taking = service.isEmpty() || head.group(1).equals(service.get());
            }
            return taking || service.isEmpty();
        }
    }
}
