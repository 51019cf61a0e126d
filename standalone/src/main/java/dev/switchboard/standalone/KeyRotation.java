package dev.switchboard.standalone;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.MasterKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// `rotate-keys`: everything that is sealed comes under a new master key while the suite works. First every process can
/// unwrap with the new key, then they wrap with it, then what is stored is wrapped anew, and then the old key goes. One
/// that was interrupted is simply done again. Where the keys are in the environment, only what is stored is wrapped
/// anew.
final class KeyRotation {
    private final Home home;
    private final PortPlan ports;
    private final Keys keys;
    private final Progress progress;
    private final boolean given;

    KeyRotation(Home home, PortPlan ports, Keys keys, Map<String, String> environment, Progress progress) {
        this.home = home;
        this.ports = ports;
        this.keys = keys;
        this.progress = progress;
        this.given = !environment.getOrDefault("SECRET_MASTER_KEYS", "").isBlank();
    }

    void run() {
        if (given) {
            rewrapAll();
            progress.line("Everything is under the first of SECRET_MASTER_KEYS; the others may go.");
            return;
        }
        List<String> old = lines();
        String fresh = Ids.secret();
        List<String> readable = new ArrayList<>(old);
        readable.add(fresh);
        write(readable);
        seen();
        List<String> wrapping = new ArrayList<>(old);
        wrapping.addFirst(fresh);
        write(wrapping);
        seen();
        rewrapAll();
        write(List.of(fresh));
        progress.line("Everything is under the new master key in " + home.masterKeys() + "; keep a copy of that file.");
    }

    /// Also a request that began with the old key is over then.
    private static void seen() {
        try {
            Thread.sleep(MasterKeys.LAG.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Interrupted; run it again.");
        }
    }

    private void rewrapAll() {
        OperatorClient client = new OperatorClient(ports, keys);
        try {
            for (Service service : Service.values()) {
                if (service.schema().isPresent()) {
                    rewrap(client, service);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Interrupted; run it again.");
        }
    }

    private void rewrap(OperatorClient client, Service service) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.ask(service, "POST", "/secrets/rewrap", Duration.ofMinutes(30));
        if (answer.statusCode() != 200) {
            throw new Refusal(service.title() + " answers " + answer.statusCode() + ": " + answer.body()
                    + ". Nothing is lost; the old key stays until it is run again.");
        }
        JsonNode done = WireJson.MAPPER.readTree(answer.body());
        long count = 0;
        for (JsonNode each : done.path("rewrapped")) {
            count += each.asLong();
        }
        long left = done.path("left").asLong();
        progress.line(service.title() + ": " + count + " secrets");
        if (left > 0) {
            throw new Refusal(service.title() + " could not rewrap " + left + " secrets; see ./switchboard logs "
                    + service.title() + ". The old key stays.");
        }
    }

    private List<String> lines() {
        try {
            return Files.exists(home.masterKeys())
                    ? Files.readAllLines(home.masterKeys()).stream()
                            .filter(line -> !line.isBlank())
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whole or not at all: every service reads it at any time.
    private void write(List<String> lines) {
        Path next = home.folder().resolve("master-keys.next");
        try {
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(next, lines);
            Files.move(next, home.masterKeys(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the master keys in " + home.masterKeys(), e);
        }
    }
}
