package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.tag.ManageTags.Wish;
import org.jspecify.annotations.Nullable;

/// `{"tag": {…}}`: what is absent stays as it is.
record NetiaTagRequest(@Nullable Body tag) {
    private static final int LONGEST = 1000;

    record Body(
            @Nullable String name,
            @Nullable String description,
            @Nullable String color) {}

    Wish wish() {
        if (tag == null) {
            throw Problem.field("tag", "can't be blank");
        }
        if (tag.description() != null) {
            NetiaTexts texts = new NetiaTexts();
            texts.limit("description", tag.description(), LONGEST);
            texts.refuse();
        }
        return new Wish(tag.name(), tag.description(), tag.color());
    }
}
