package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.conversation.api.Faults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request's tags; each is made where the account has none of this name.
final class TicketTags {
    private static final int MOST = 50;
    private static final int LONGEST = 100;

    private TicketTags() {}

    static List<String> of(Faults faults, @Nullable List<@Nullable String> tags) {
        List<String> names = new ArrayList<>();
        if (tags == null) {
            return names;
        }
        if (tags.size() > MOST) {
            faults.wrong("tags", "should have at most " + MOST + " item(s)");
            return names;
        }
        tags.forEach(tag -> names.add(faults.text("tags", tag, LONGEST)));
        return names;
    }
}
