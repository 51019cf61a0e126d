package dev.switchboard.channel.intercom;

import dev.switchboard.channel.channel.Answer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Intercom's refusal.
record Errors(@Nullable List<Error> errors) {
    private static final Pattern EXISTING = Pattern.compile("already exists with id=(\\w{1,64})");

    record Error(@Nullable String code, @Nullable String message) {}

    private static Stream<String> messages(Answer answer, JsonMapper json) {
        Errors read = answer.as(json, Errors.class);
        return read == null || read.errors() == null
                ? Stream.empty()
                : read.errors().stream().filter(Objects::nonNull).flatMap(error -> Stream.ofNullable(error.message()));
    }

    /// In words.
    static String said(Answer answer, JsonMapper json) {
        return messages(answer, json).findFirst().orElse("status " + answer.status());
    }

    /// The contact that is there already, where that is why it was refused.
    static Optional<String> existing(Answer answer, JsonMapper json) {
        return messages(answer, json)
                .map(EXISTING::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }
}
