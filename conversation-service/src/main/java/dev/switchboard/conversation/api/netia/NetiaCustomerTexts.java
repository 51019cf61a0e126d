package dev.switchboard.conversation.api.netia;

import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Visit;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The bounds of what is said of a customer.
final class NetiaCustomerTexts {
    static final int LONGEST = 500;
    private static final int LONGEST_URL = 2000;
    private static final int LONGEST_NAME = 100;
    private static final int MOST = 50;

    private final NetiaTexts texts = new NetiaTexts();

    void wrong(String field, String fault) {
        texts.wrong(field, fault);
    }

    void refuse() {
        texts.refuse();
    }

    @Nullable
    String label(String field, @Nullable String text) {
        return texts.label(field, text, LONGEST);
    }

    void address(String field, @Nullable String email) {
        if (email != null && !email.isBlank() && !Customer.isAddress(email)) {
            wrong(field, "has invalid format");
        }
    }

    Visit visit(
            @Nullable String host,
            @Nullable String pathname,
            @Nullable String currentUrl,
            @Nullable String browser,
            @Nullable String os,
            @Nullable String timeZone,
            @Nullable Instant seenAt) {
        return new Visit(
                label("host", host),
                texts.label("pathname", pathname, LONGEST_URL),
                texts.label("current_url", currentUrl, LONGEST_URL),
                label("browser", browser),
                label("os", os),
                label("time_zone", timeZone),
                seenAt);
    }

    /// Without the null ones.
    Map<String, String> metadata(@Nullable Map<String, @Nullable String> sent) {
        Map<String, String> metadata = new HashMap<>();
        if (sent != null) {
            sent.forEach((key, value) -> {
                if (value != null) {
                    texts.limit("metadata", key, LONGEST_NAME);
                    texts.limit("metadata", value, LONGEST);
                    metadata.put(key, value);
                }
            });
        }
        if (metadata.size() > MOST) {
            wrong("metadata", "should be at most " + MOST + " entries");
        }
        return metadata;
    }

    List<String> tags(@Nullable List<String> sent) {
        List<String> tags = sent == null
                ? List.of()
                : sent.stream()
                        .map(this::tag)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
        if (tags.size() > MOST) {
            wrong("tags", "should be at most " + MOST);
        }
        return tags;
    }

    private @Nullable String tag(@Nullable String sent) {
        if (sent == null || sent.isBlank()) {
            wrong("tags", "can't be blank");
            return null;
        }
        return texts.label("tags", sent, LONGEST_NAME);
    }
}
