package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// Keeps the files of `ops/kubernetes` honest, as far as that goes without a cluster.
class KubernetesTests {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FILES = ROOT.resolve("ops/kubernetes");
    private static final Set<String> SERVICES = Set.of(
            "gateway", "conversation-service", "channel-service", "ai-service", "memory-service", "admin-service");

    private final List<JsonObject> objects = objects();

    @Test
    void everyObjectIsOneThatKubernetesKnowsFieldByField() throws Exception {
        assertThat(objects).hasSizeGreaterThan(30);
        for (JsonObject object : objects) {
            validate(object);
        }
        JsonObject wrong = of("Deployment").getFirst().deepCopy();
        wrong.getAsJsonObject("spec").addProperty("replica", 2);
        assertThatThrownBy(() -> validate(wrong))
                .isInstanceOf(InvocationTargetException.class)
                .hasRootCauseMessage(
                        "The field `replica` in the JSON string is not defined in the `V1DeploymentSpec` properties. JSON: "
                                + wrong.get("spec"));
    }

    @Test
    void everyServiceIsDeployedScaledAndKeptAliveThroughDisruptions() {
        for (String kind : List.of("Deployment", "Service", "PodDisruptionBudget", "HorizontalPodAutoscaler")) {
            assertThat(names(kind)).as(kind).isEqualTo(SERVICES);
        }
        for (JsonObject scaler : of("HorizontalPodAutoscaler")) {
            String metrics = at(scaler, "spec", "metrics").toString();
            assertThat(metrics)
                    .contains(name(scaler).equals("gateway") ? "switchboard_socket_open" : "switchboard_consumer_lag");
            assertThat(at(scaler, "spec", "minReplicas").getAsInt()).isEqualTo(2);
        }
    }

    @Test
    void everyContainerIsProbedBoundedAndRunsWithoutRights() {
        for (JsonObject deployment : of("Deployment")) {
            JsonObject pod = at(deployment, "spec", "template", "spec").getAsJsonObject();
            assertThat(at(pod, "securityContext", "runAsNonRoot").getAsBoolean())
                    .isTrue();
            JsonObject container = pod.getAsJsonArray("containers").get(0).getAsJsonObject();
            assertThat(container.keySet())
                    .contains("startupProbe", "livenessProbe", "readinessProbe", "lifecycle", "resources");
            JsonObject rights = container.getAsJsonObject("securityContext");
            assertThat(rights.get("readOnlyRootFilesystem").getAsBoolean()).isTrue();
            assertThat(rights.get("allowPrivilegeEscalation").getAsBoolean()).isFalse();
            assertThat(at(rights, "capabilities", "drop").toString()).isEqualTo("[\"ALL\"]");
            String application = container.getAsJsonArray("args").get(0).getAsString();
            assertThat(ROOT.resolve(name(deployment) + "/src/main/java/" + application.replace('.', '/') + ".java"))
                    .exists();
        }
    }

    @Test
    void everySettingIsOneThatAServiceReads() throws IOException {
        Set<String> known = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(ROOT)) {
            for (Path file : sources.filter(path -> path.toString()
                            .matches(".*/src/main/(resources/[\\w-]+\\.(yaml|xml)|java/.*(Aliases|HttpWiring)\\.java)"))
                    .toList()) {
                Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)|\"([A-Z][A-Z0-9_]+)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(match -> known.add(match.group(1) == null ? match.group(2) : match.group(1)));
            }
        }
        Set<String> used = of("ConfigMap").stream()
                .flatMap(map -> map.getAsJsonObject("data").keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Pattern.compile("(?m)^(?: +- )?([A-Z][A-Z0-9_]+)=")
                .matcher(Files.readString(FILES.resolve("example/kustomization.yaml"))
                        + Files.readString(FILES.resolve("example/secrets.env.example")))
                .results()
                .forEach(match -> used.add(match.group(1)));
        assertThat(known).containsAll(used);
        assertThat(used).hasSizeGreaterThan(20);
    }

    @Test
    void servicesAreReachedByTheGatewayAlone() {
        assertThat(names("NetworkPolicy")).contains("nothing", "gateway", "services");
        JsonObject services = of("NetworkPolicy").stream()
                .filter(policy -> name(policy).equals("services"))
                .findFirst()
                .orElseThrow();
        assertThat(at(services, "spec", "ingress").toString())
                .contains("\"app.kubernetes.io/name\":\"gateway\"")
                .doesNotContain("namespaceSelector");
    }

    /// Where the command is installed it has the last word on how the files fit together.
    @Test
    void kustomizeBuildsTheExample() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/kubectl"))) {
            return;
        }
        Process process = new ProcessBuilder(
                        "/usr/bin/kubectl",
                        "kustomize",
                        FILES.resolve("example").toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said).contains("registry.example.com/switchboard:0.1.0").doesNotContain("image: switchboard\n");
        }
    }

    private static void validate(JsonObject object) throws ReflectiveOperationException {
        String version = object.get("apiVersion").getAsString().replaceFirst(".*/", "");
        Class.forName("io.kubernetes.client.openapi.models." + capital(version)
                        + object.get("kind").getAsString())
                .getMethod("validateJsonElement", JsonElement.class)
                .invoke(null, object);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }

    private static List<JsonObject> objects() {
        List<JsonObject> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FILES)) {
            for (Path file : files.filter(
                            path -> path.toString().endsWith(".yaml") && !path.endsWith("kustomization.yaml"))
                    .toList()) {
                for (Object document : new Yaml().loadAll(Files.readString(file))) {
                    found.add(new Gson().toJsonTree(document).getAsJsonObject());
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found;
    }

    private List<JsonObject> of(String kind) {
        return objects.stream()
                .filter(object -> object.get("kind").getAsString().equals(kind))
                .toList();
    }

    private Set<String> names(String kind) {
        return of(kind).stream().map(KubernetesTests::name).collect(Collectors.toSet());
    }

    private static String name(JsonObject object) {
        return at(object, "metadata", "name").getAsString();
    }

    private static JsonElement at(JsonObject object, String... path) {
        JsonElement found = object;
        for (String each : path) {
            found = found.getAsJsonObject().get(each);
        }
        return found;
    }
}
