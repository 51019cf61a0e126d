package dev.switchboard.standalone;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// `dead-letters`: what no consumer could take, over all accounts.
final class DeadLetterDesk {
    private final OperatorClient client;
    private final Progress progress;

    DeadLetterDesk(OperatorClient client, Progress progress) {
        this.client = client;
        this.progress = progress;
    }

    int run(Command.DeadLetters command) {
        switch (command.act()) {
            case "list" -> list();
            case "show" -> show(command.id());
            case "replay" -> replay(command.id());
            default -> {
                client.send(Service.ADMIN, "DELETE", path(command.id()));
                progress.line("Discarded.");
            }
        }
        return 0;
    }

    private void list() {
        List<JsonNode> dead = dead();
        dead.forEach(letter -> progress.line("%s  %s  %s of %s: %s"
                .formatted(
                        letter.path("id").asString(),
                        letter.path("died_at").asString(),
                        letter.path("type").asString(letter.path("topic").asString()),
                        letter.path("group").asString(),
                        letter.path("cause").asString())));
        progress.line(
                dead.isEmpty()
                        ? "There are no dead letters."
                        : "Try one again with ./switchboard dead-letters replay ID, once its cause is gone.");
    }

    private void show(String id) {
        JsonNode letter = client.send(Service.ADMIN, "GET", path(id)).path("data");
        letter.properties()
                .forEach(field ->
                        progress.line(field.getKey() + ": " + field.getValue().asString("")));
    }

    private void replay(String id) {
        List<String> ids = id.equals("all")
                ? dead().stream().map(letter -> letter.path("id").asString()).toList()
                : List.of(id);
        // the oldest first, as they were told
        for (String each : ids.reversed()) {
            client.send(Service.ADMIN, "POST", path(each) + "/replay");
        }
        progress.line("Replayed " + ids.size() + ". What fails again comes back to ./switchboard dead-letters.");
    }

    private List<JsonNode> dead() {
        List<JsonNode> dead = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = client.send(Service.ADMIN, "GET", "/dead-letters?state=dead&limit=100" + after);
            page.path("data").forEach(dead::add);
            after = page.path("next").isString() ? "&after=" + page.path("next").asString() : "";
        } while (!after.isEmpty());
        return dead;
    }

    private static String path(String id) {
        return "/dead-letters/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
