package dev.switchboard.gateway.web;

import dev.switchboard.gateway.problem.Dialect;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What each operation gets from the path that it stands under: a group, an id that is its own, its dialect's refusals.
final class Operations {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Set<String> DIALECTS = Set.of("Netia", "Omnichannel", "Amoiq", "Platform");

    private final Examples examples;
    private final Set<String> tags = new TreeSet<>();

    Operations(Examples examples) {
        this.examples = examples;
    }

    void finish(String path, ObjectNode item, Dialect dialect, boolean limited) {
        for (Map.Entry<String, JsonNode> entry : item.properties()) {
            if (METHODS.contains(entry.getKey()) && entry.getValue() instanceof ObjectNode operation) {
                operation.put("operationId", id(entry.getKey(), path));
                tag(operation, path, dialect);
                examples.show(entry.getKey(), path, operation);
                refusals(operation, path, dialect, limited);
            }
        }
    }

    /// Names the groups in the document, and for Redoc the dialect of each.
    void list(ObjectNode document) {
        ArrayNode list = document.putArray("tags");
        ArrayNode groups = document.putArray("x-tagGroups");
        for (String dialect : DIALECTS.stream().sorted().toList()) {
            ArrayNode members = groups.addObject().put("name", dialect).putArray("tags");
            tags.stream().filter(tag -> dialect.equals(dialectOf(tag))).forEach(members::add);
        }
        tags.forEach(tag -> list.addObject().put("name", tag));
    }

    private static String dialectOf(String tag) {
        return tag.contains(":") ? tag.substring(0, tag.indexOf(':')) : tag;
    }

    private static String id(String method, String path) {
        StringBuilder id = new StringBuilder(method);
        Stream.of(path.split("[^A-Za-z0-9]+", -1))
                .filter(word -> !word.isEmpty() && !word.equals("api"))
                .forEach(
                        word -> id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1)));
        return id.toString();
    }

    private void tag(ObjectNode operation, String path, Dialect dialect) {
        JsonNode own = operation.path("tags");
        boolean grouped = own.valueStream().anyMatch(tag -> DIALECTS.contains(dialectOf(tag.asString(""))));
        if (!grouped) {
            operation.putArray("tags").add(group(path, dialect));
        }
        operation.path("tags").forEach(tag -> tags.add(tag.asString("")));
    }

    private static String group(String path, Dialect dialect) {
        String name = dialect == Dialect.SHARED ? "Netia" : Refusal.name(dialect);
        String[] words = path.split("/", -1);
        String what = words.length > 2 && words[1].equals("api") ? words[2] : words[1];
        return name + ": " + what.replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    private static void refusals(ObjectNode operation, String path, Dialect dialect, boolean limited) {
        ObjectNode responses = operation.withObject("/responses");
        responses.remove("default");
        if (operation.has("requestBody")) {
            refuse(responses, dialect, Refusal.MALFORMED);
        }
        if (operation.has("requestBody") || operation.path("parameters").size() > 0) {
            refuse(responses, dialect, Refusal.INVALID);
        }
        if (!operation.path("security").isEmpty()) {
            refuse(responses, dialect, Refusal.UNAUTHENTICATED);
            refuse(responses, dialect, Refusal.FORBIDDEN);
        }
        if (path.contains("{")) {
            refuse(responses, dialect, Refusal.NOT_FOUND);
        }
        if (limited) {
            refuse(responses, dialect, Refusal.TOO_MANY);
            refuse(responses, dialect, Refusal.UNAVAILABLE);
        }
    }

    /// What the operation says of a status itself stands, but for its body.
    private static void refuse(ObjectNode responses, Dialect dialect, Refusal refusal) {
        String status = refusal.status(dialect);
        JsonNode own = responses.path(status);
        if (own.path("description").asString("").isBlank()) {
            responses.putObject(status).put("$ref", "#/components/responses/" + refusal.in(dialect));
        } else if (own instanceof ObjectNode said) {
            said.set("content", refusal.response(dialect).path("content"));
        }
    }
}
