package dev.switchboard.emulators.file;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The last hundred files.
@Component
public class Files {
    private static final int KEPT = 100;

    /// A file as the one who plays the customer gives it.
    public record Played(String name, String contentType, String base64) {}

    public record File(String name, String contentType, byte[] bytes) {}

    private final Map<String, File> files = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, File> eldest) {
            return size() > KEPT;
        }
    });

    /// @return its id, digits only
    public String keep(Played file) {
        String id = Long.toString(UUID.randomUUID().getMostSignificantBits() & Long.MAX_VALUE);
        files.put(
                id,
                new File(file.name(), file.contentType(), Base64.getDecoder().decode(file.base64())));
        return id;
    }

    public @Nullable File of(String id) {
        return files.get(id);
    }
}
