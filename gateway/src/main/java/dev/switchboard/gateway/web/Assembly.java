package dev.switchboard.gateway.web;

import dev.switchboard.gateway.problem.Dialect;
import dev.switchboard.gateway.route.RouteTable;
import dev.switchboard.gateway.route.RouteTable.Family;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes one document: what the gateway says of itself, and of each service's part what its routes let through.
final class Assembly {
    private final RouteTable routes;
    private final ObjectNode edge;
    private final Examples examples;

    /// @param edge the gateway's own part, with all that the parts share
    Assembly(RouteTable routes, ObjectNode edge, Examples examples) {
        this.routes = routes;
        this.edge = edge;
        this.examples = examples;
    }

    OpenApiDocument of(List<Part> parts) {
        ObjectNode document = edge.deepCopy();
        SchemaNames names = new SchemaNames(document.withObject("/components/schemas"));
        Map<String, JsonNode> paths = new TreeMap<>();
        document.path("paths").properties().forEach(path -> paths.put(path.getKey(), path.getValue()));
        List<String> missing = new ArrayList<>();
        Set<String> unrouted = new TreeSet<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Missing none -> missing.add(none.service());
                case Part.Told told -> {
                    WireNames.apply(told.document());
                    names.adopt(told.service(), told.document());
                    told.document().path("paths").properties().forEach(path -> {
                        if (leadsTo(told.service(), path.getKey())) {
                            paths.merge(path.getKey(), path.getValue(), Assembly::both);
                        } else {
                            unrouted.add(path.getKey());
                        }
                    });
                }
            }
        }
        document.putObject("paths").setAll(paths);
        finish(document, missing, unrouted);
        return OpenApiDocument.of(document, missing.isEmpty());
    }

    private boolean leadsTo(String service, String path) {
        Family family = family(path);
        return family != null && service.equals(family.service());
    }

    private @Nullable Family family(String path) {
        return routes.find(PathContainer.parsePath(path));
    }

    private static JsonNode both(JsonNode first, JsonNode second) {
        ((ObjectNode) first).setAll((ObjectNode) second);
        return first;
    }

    private void finish(ObjectNode document, List<String> missing, Set<String> unrouted) {
        Operations operations = new Operations(examples);
        document.path("paths").properties().forEach(path -> {
            Family family = family(path.getKey());
            operations.finish(
                    path.getKey(),
                    (ObjectNode) path.getValue(),
                    family == null ? Dialect.NETIA : family.dialect(),
                    family != null && family.limit() != null);
        });
        ObjectNode responses = document.withObject("/components/responses");
        for (Dialect dialect : Dialect.values()) {
            for (Refusal refusal : Refusal.values()) {
                responses.set(refusal.in(dialect), refusal.response(dialect));
            }
        }
        operations.list(document);
        if (!missing.isEmpty()) {
            ObjectNode info = document.withObject("/info");
            info.put(
                    "description",
                    "**These services do not answer at the moment, and their part of this document is missing: "
                            + String.join(", ", missing) + ".**\n\n"
                            + info.path("description").asString(""));
        }
        names(document.putArray("x-missing-parts"), missing);
        names(document.putArray("x-unrouted-paths"), unrouted);
    }

    private static void names(ArrayNode into, Collection<String> names) {
        names.forEach(into::add);
    }
}
