package dev.switchboard.common.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a key may do: `<resource>:read`, `<resource>:write`, or `*` for all that its kind may. To write is not to read.
/// The gateway's route table says which resource a path belongs to; a path of none is open to `*` alone.
public final class Scopes {
    public static final String ALL = "*";

    private static final TreeSet<String> NAMES = new TreeSet<>(Stream.concat(
                    Stream.of(ALL),
                    Arrays.stream(Resource.values())
                            .flatMap(resource -> Stream.of(resource.scope(false), resource.scope(true))))
            .toList());

    private Scopes() {}

    /// What paths are about.
    public enum Resource {
        /// conversations, messages, tickets, their files, tags and canned responses
        CONVERSATIONS,
        CUSTOMERS,
        /// articles of the knowledge base
        KNOWLEDGE,
        /// what the AI remembers of customers
        MEMORY,
        /// questions to the AI
        AI,
        /// providers and what is sent through them
        CHANNELS,
        /// analytics and sessions
        REPORTS,
        /// how the desk works: teams, hours, policies, rules
        SETTINGS,
        /// users, inboxes, widgets, subscriptions
        ACCOUNT,
        /// exports, imports and retention
        TRANSFERS,
        /// who did what
        AUDIT;

        public String scope(boolean writes) {
            return name().toLowerCase(Locale.ROOT) + (writes ? ":write" : ":read");
        }
    }

    /// Every name that a key may have, sorted.
    public static Collection<String> names() {
        return NAMES;
    }

    public static boolean allow(Collection<String> held, String needed) {
        return held.contains(ALL) || held.contains(needed);
    }
}
