package dev.switchboard.memory.knowledge.imports;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A help centre's export: Zendesk's `GET /api/v2/help_center/articles` or Intercom's `GET /articles`, as they are
/// answered. Drafts are skipped.
final class HelpCentre {
    private HelpCentre() {}

    private record Export(@JsonAlias("data") @Nullable List<Item> articles) {}

    private record Item(
            @Nullable String id,
            @Nullable String title,
            @Nullable String body,

            @JsonProperty("html_url") @JsonAlias("url") @Nullable
            String url,

            @Nullable Boolean draft,
            @Nullable String state) {
        boolean isDraft() {
            return Boolean.TRUE.equals(draft) || "draft".equals(state);
        }
    }

    static List<Outcome> read(String source, byte[] json, @Nullable String category) {
        try {
            Export export = WireJson.MAPPER.readValue(json, Export.class);
            if (export == null || export.articles() == null) {
                return List.of(new Outcome.Skipped(source, "has no `articles` and no `data`"));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Item item : export.articles()) {
                outcomes.add(
                        outcome(source + "#" + (item.id() == null ? outcomes.size() + 1 : item.id()), item, category));
            }
            return outcomes;
        } catch (JacksonException e) {
            return List.of(new Outcome.Skipped(source, "is no help centre's export"));
        }
    }

    private static Outcome outcome(String source, Item item, @Nullable String category) {
        if (item.isDraft()) {
            return new Outcome.Skipped(source, "is a draft");
        }
        String url = item.url();
        String body = HtmlPage.markdown(Jsoup.parse(item.body() == null ? "" : item.body(), url == null ? "" : url)
                .body());
        return new Draft(source, item.title(), body, category, url).outcome();
    }
}
