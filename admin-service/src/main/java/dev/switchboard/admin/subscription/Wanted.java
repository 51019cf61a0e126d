package dev.switchboard.admin.subscription;

import dev.switchboard.common.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody asks for, read from both shapes that clients send: `{url, event_types}` and `{webhook_url, scope}`.
///
/// @param url null where it is to stay
/// @param eventTypes null where they are to stay
/// @param format null where it is to stay
/// @param inboxId the only inbox to be told of; null for all of them, or where it is to stay
public record Wanted(
        @Nullable String url,
        @Nullable List<EventType> eventTypes,
        @Nullable EventFormat format,
        @Nullable UUID inboxId) {
    private static final int MOST_NAMES = 50;
    private static final String ALL = "all";

    /// @param scope names apart by blanks or commas, or `all`
    /// @throws Problem that names the field
    public static Wanted of(
            @Nullable String url,
            @Nullable String webhookUrl,
            @Nullable List<@Nullable String> eventTypes,
            @Nullable String scope,
            @Nullable String format) {
        if (url != null && webhookUrl != null && !url.equals(webhookUrl)) {
            throw Problem.field("webhook_url", "must be the same as url");
        }
        String field = eventTypes == null ? "scope" : "event_types";
        List<@Nullable String> names = eventTypes == null ? names(scope) : eventTypes;
        return new Wanted(
                url == null ? webhookUrl : url,
                names == null ? null : types(field, names),
                format == null ? guess(names) : format(format),
                null);
    }

    public Wanted of(@Nullable UUID inbox) {
        return new Wanted(url, eventTypes, format, inbox);
    }

    /// Those of a new subscription.
    ///
    /// @throws Problem that names the field, where one of them does not say its inbox
    List<EventType> newTypes() {
        List<EventType> types = eventTypes == null
                ? EventType.USUAL.stream()
                        .filter(type -> inboxId == null || type.knowsInbox())
                        .toList()
                : eventTypes;
        return typesFor(inboxId, types);
    }

    static List<EventType> typesFor(@Nullable UUID inboxId, List<EventType> types) {
        if (inboxId != null && !types.stream().allMatch(EventType::knowsInbox)) {
            throw Problem.field("event_types", "of one inbox can be message:created and conversation:created");
        }
        return types;
    }

    private static @Nullable List<@Nullable String> names(@Nullable String scope) {
        if (scope == null || scope.isBlank()) {
            return null;
        }
        List<@Nullable String> names = new ArrayList<>();
        for (String name : scope.strip().split("[,\\s]+", MOST_NAMES + 1)) {
            names.add(name);
        }
        return names;
    }

    private static List<EventType> types(String field, List<@Nullable String> names) {
        if (names.isEmpty() || names.size() > MOST_NAMES) {
            throw Problem.field(field, "must name 1 to " + MOST_NAMES + " events");
        }
        Set<EventType> types = new LinkedHashSet<>();
        for (String name : names) {
            if (name != null && name.equals(ALL)) {
                types.addAll(List.of(EventType.values()));
            } else {
                types.add(type(field, name));
            }
        }
        return List.copyOf(types);
    }

    private static EventType type(String field, @Nullable String name) {
        return EventType.named(name == null ? "" : name)
                .orElseThrow(() -> Problem.field(
                        field,
                        "must hold names of events, such as "
                                + EventType.MESSAGE_CREATED.name(EventFormat.NETIA) + ", and not "
                                + (name == null ? "null" : name.substring(0, Math.min(name.length(), 40)))));
    }

    /// Who writes an event's name with a dot reads Amoiq's format.
    private static @Nullable EventFormat guess(@Nullable List<@Nullable String> names) {
        if (names == null) {
            return null;
        }
        return names.stream().anyMatch(name -> name != null && name.contains("."))
                ? EventFormat.AMOIQ
                : EventFormat.NETIA;
    }

    private static EventFormat format(String format) {
        try {
            return EventFormat.of(format.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw Problem.field("format", "must be netia or amoiq");
        }
    }
}
