package dev.switchboard.emulators.github;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// The issues of the repository; the first is there from the beginning.
@Component
class Issues {
    private static final int MOST = 1000;

    private final Map<Integer, Issue> issues = new TreeMap<>();

    Issues() {
        Issue _ = add("The checkout shows an error", null);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Issue(
            int number,
            String title,
            String state,
            String htmlUrl,
            @Nullable String body) {
        Issue with(String other) {
            return new Issue(number, title, other, htmlUrl, body);
        }
    }

    synchronized Issue add(String title, @Nullable String body) {
        if (issues.size() >= MOST) {
            issues.clear();
        }
        int number = issues.size() + 1;
        return put(new Issue(number, title, "open", "https://github.test/acme/shop/issues/" + number, body));
    }

    synchronized Issue put(Issue issue) {
        issues.put(issue.number(), issue);
        return issue;
    }

    synchronized @Nullable Issue of(int number) {
        return issues.get(number);
    }

    synchronized List<Issue> all() {
        return List.copyOf(issues.values());
    }
}
