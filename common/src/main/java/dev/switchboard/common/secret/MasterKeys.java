package dev.switchboard.common.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// What data keys are wrapped with, by id. The first one wraps; all of them unwrap. They come from the environment, or
/// from a file that is looked at again while the service runs; the key that `SECRET_KEY_BASE` gives unwraps always, and
/// wraps where there is no other.
public final class MasterKeys implements SmartLifecycle {
    /// How long a process may not have seen a change of the file.
    public static final Duration LAG = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(MasterKeys.class);
    private static final Duration LOOK = Duration.ofMillis(300);

    private record Ring(String current, Map<String, byte[]> keys) {}

    private final SecretKeyBase base;
    private final @Nullable Path file;
    private volatile Ring ring;
    private @Nullable Disposable work;

    /// @param given at least 32 characters each, the one that wraps first
    /// @param file with such texts, one a line; may not be there
    /// @throws IllegalArgumentException for one that is too short
    public MasterKeys(SecretKeyBase base, List<String> given, @Nullable Path file) {
        this.base = base;
        this.file = file;
        this.ring = ring(base, given.isEmpty() && file != null ? read(file) : given);
    }

    String current() {
        return ring.current();
    }

    /// @return null for a key of another installation, or one that was taken away
    byte @Nullable [] find(String id) {
        return ring.keys().get(id);
    }

    /// The key of `SECRET_KEY_BASE`, with which everything was sealed before keys had ids.
    byte[] ofBase() {
        return base.derive("secret-box");
    }

    private static Ring ring(SecretKeyBase base, List<String> texts) {
        List<SecretKeyBase> all = new ArrayList<>(texts.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(SecretKeyBase::new)
                .toList());
        all.add(base);
        Map<String, byte[]> keys = new LinkedHashMap<>();
        all.forEach(key -> keys.putIfAbsent(key.id(), key.derive("secret-box")));
        return new Ring(keys.keySet().iterator().next(), Map.copyOf(keys));
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the master keys in " + file, e);
        }
    }

    /// A file that is no good changes nothing.
    void look() {
        try {
            ring = file == null ? ring : ring(base, read(file));
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.error("the master keys stay as they were: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        if (file != null) {
            work = Flux.interval(LOOK, Schedulers.boundedElastic())
                    .onBackpressureDrop()
                    .subscribe(_ -> look());
        }
    }

    @Override
    public void stop() {
        if (work != null) {
            work.dispose();
        }
        work = null;
    }

    @Override
    public boolean isRunning() {
        return work != null;
    }
}
