package dev.switchboard.emulators.mattermost;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// The last posts of the server.
@Component
class Posts {
    private static final int KEPT = 10_000;

    /// @param rootId empty for the first of a thread
    @JsonNaming(SnakeCaseStrategy.class)
    record Post(
            String id,
            String userId,
            String channelId,
            String rootId,
            String message,
            String pendingPostId,
            Props props) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record Props(@Nullable String fromBot) {}

    private final Map<String, Post> posts = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Post> eldest) {
            return size() > KEPT;
        }
    });

    void add(Post post) {
        posts.put(post.id(), post);
    }

    @Nullable
    Post of(String id) {
        return posts.get(id);
    }

    @Nullable
    Post pending(String pendingPostId) {
        synchronized (posts) {
            return posts.values().stream()
                    .filter(post ->
                            !pendingPostId.isEmpty() && post.pendingPostId().equals(pendingPostId))
                    .findFirst()
                    .orElse(null);
        }
    }
}
