package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.message.PostMessage.Posting;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Which colleagues a message of the desk names: by number, and in a note by `@` with the name of their e-mail address
/// or their own name without spaces. An `@` that names nobody is text.
@Component
class Mentions {
    private static final Pattern HANDLE = Pattern.compile("(?<![\\p{L}\\p{N}_.@-])@([\\p{L}\\p{N}._-]{1,100})");
    private static final int MOST = 20;

    private final Directory directory;

    Mentions(Directory directory) {
        this.directory = directory;
    }

    /// @throws Problem where a number is nobody's, or where they are too many
    Set<UUID> of(Posting posting) {
        if (posting.mentioned().isEmpty() && posting.kind() != Kind.NOTE) {
            return Set.of();
        }
        Set<UUID> named = new LinkedHashSet<>();
        for (int number : posting.mentioned()) {
            named.add(directory
                    .user(posting.accountId(), number)
                    .filter(User::active)
                    .orElseThrow(() -> Problem.field("mentioned_user_ids", "do not exist"))
                    .userId());
        }
        if (posting.kind() == Kind.NOTE && posting.body().indexOf('@') >= 0) {
            inText(posting, named);
        }
        if (named.size() > MOST) {
            throw Problem.field("mentioned_user_ids", "should have at most " + MOST + " item(s)");
        }
        return named;
    }

    private void inText(Posting note, Set<UUID> named) {
        List<User> people = directory.active(note.accountId());
        for (Matcher at = HANDLE.matcher(note.body()); at.find(); ) {
            String handle = at.group(1).toLowerCase(Locale.ROOT);
            String bare = handle.endsWith(".") ? handle.substring(0, handle.length() - 1) : handle;
            people.stream()
                    .filter(user -> isNamed(user, bare))
                    .map(User::userId)
                    .forEach(named::add);
        }
    }

    private static boolean isNamed(User user, String handle) {
        String email = user.email().toLowerCase(Locale.ROOT);
        String name = user.name().toLowerCase(Locale.ROOT);
        int at = email.indexOf('@');
        return (at > 0 && email.substring(0, at).equals(handle))
                || name.replace(" ", "").equals(handle)
                || name.replace(' ', '.').equals(handle);
    }
}
