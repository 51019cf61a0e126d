package dev.switchboard.memory.knowledge.web;

import dev.switchboard.memory.knowledge.ArticleContent;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An article as an author sends it. The account is never part of it.
///
/// @param asked questions that it answers, as customers put them; they are searched and never shown
record ArticleRequest(
        @NotBlank @Size(max = 200) String title,
        @NotBlank @Size(max = 200_000) String body,
        @Nullable @Size(max = 80) String category,

        @Nullable @Size(max = 2_000) @Pattern(regexp = "https?://\\S+", message = "must be an http or https address")
        String url,

        @Nullable @Size(max = 50) List<@NotBlank @Size(max = 200) String> asked) {
    ArticleContent content() {
        return new ArticleContent(title.strip(), body, category, url, asked == null ? List.of() : asked);
    }
}
