package dev.switchboard.common.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/// Holds the records, their golden files and `docs/asyncapi.yaml` together.
@SuppressWarnings("unchecked")
class ContractTests {
    private static final Map<String, Object> DOCUMENT = document();

    static Stream<Class<? extends Fact>> facts() {
        return Topic.ALL.stream()
                .flatMap(topic -> topic.records().stream())
                .filter(record -> !record.getSimpleName().equals("Unknown"))
                .map(record -> record.asSubclass(Fact.class));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void everyFactReadsAndWritesItsGoldenFile(Class<? extends Fact> fact) throws IOException {
        String golden = golden(fact);
        Fact read = WireJson.read(golden, Topic.of(fact).facts());
        assertThat(read).isInstanceOf(fact);
        assertThat(WireJson.MAPPER.readTree(WireJson.write(read))).isEqualTo(WireJson.MAPPER.readTree(golden));
        assertThat(read.key()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void aFieldOfANewerReleaseIsIgnored(Class<? extends Fact> fact) throws IOException {
        String newer = golden(fact).replaceFirst("\\{", "{ \"fieldOfTomorrow\": [1], ");
        assertThat(WireJson.read(newer, Topic.of(fact).facts())).isInstanceOf(fact);
    }

    @ParameterizedTest
    @MethodSource("facts")
    void everyFactIsDocumentedFieldByField(Class<? extends Fact> fact) {
        String type = Topic.type(fact);
        Map<String, Object> channel =
                at(DOCUMENT, "channels", Topic.of(fact).name().replace('.', '_'));
        assertThat(at(channel, "messages")).containsKey(type);
        Map<String, Object> payload = at(DOCUMENT, "components", "messages", type, "payload");
        List<String> fields = Arrays.stream(fact.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(at(payload, "properties").keySet().stream().filter(name -> !name.equals("type")))
                .containsExactlyInAnyOrderElementsOf(fields);
        List<String> required = Arrays.stream(fact.getRecordComponents())
                .filter(component -> !nullable(component))
                .map(RecordComponent::getName)
                .toList();
        assertThat(((List<String>) payload.get("required")).stream().filter(name -> !name.equals("type")))
                .containsExactlyElementsOf(required);
    }

    @Test
    void everyTopicIsDocumentedWithItsRetention() {
        assertThat(at(DOCUMENT, "channels")).hasSameSizeAs(Topic.ALL);
        for (Topic topic : Topic.ALL) {
            Map<String, Object> channel = at(DOCUMENT, "channels", topic.name().replace('.', '_'));
            assertThat(channel.get("address")).isEqualTo(topic.name());
            Map<String, Object> kafka = at(channel, "bindings", "kafka");
            assertThat(kafka.get("partitions")).isEqualTo(topic.partitions());
            if (!topic.compacted()) {
                assertThat(((Number) at(kafka, "topicConfiguration").get("retention.ms")).longValue())
                        .isEqualTo(topic.retention().toMillis());
            }
        }
    }

    @Test
    void aTypeOfANewerReleaseReadsAsUnknown() throws IOException {
        String newer = golden(MessageUpdated.Edited.class).replace("message.edited.v1", "message.translated.v1");
        assertThat(WireJson.read(newer, MessageUpdated.class)).isInstanceOf(MessageUpdated.Unknown.class);
    }

    @Test
    void aChannelOfANewerReleaseReadsAsUnknown() throws IOException {
        String newer = golden(MessageCreated.class).replace("\"web\"", "\"telepathy\"");
        assertThat(WireJson.read(newer, MessageCreated.class).address().channel())
                .isEqualTo(Channel.UNKNOWN);
    }

    @Test
    void whatIsNoFactIsPoison() {
        assertThatThrownBy(() -> WireJson.read("{", MessageReceived.class)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> WireJson.read("null", MessageCreated.class)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> WireJson.read("{\"seq\":\"x\"}", MessageCreated.class))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void oneSendersMessagesShareAKey() throws IOException {
        JsonNode golden = WireJson.MAPPER.readTree(golden(MessageReceived.Said.class));
        Fact said = WireJson.read(golden.toString(), MessageReceived.class);
        assertThat(said.key()).isEqualTo("0199d3a0-0000-7000-8000-000000000001:web:user123|session456");
    }

    private static String golden(Class<? extends Fact> fact) throws IOException {
        try (var in = ContractTests.class.getResourceAsStream("/contract/" + Topic.type(fact) + ".json")) {
            assertThat(in).as("golden file of %s", fact).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean nullable(RecordComponent component) {
        return Arrays.stream(component.getAnnotatedType().getAnnotations())
                .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
    }

    private static Map<String, Object> at(Map<String, Object> node, String... path) {
        Map<String, Object> here = node;
        for (String step : path) {
            here = (Map<String, Object>) here.get(step);
            assertThat(here).as("%s in docs/asyncapi.yaml", step).isNotNull();
        }
        return here;
    }

    private static Map<String, Object> document() {
        try {
            return new Yaml().load(Files.readString(Path.of("../docs/asyncapi.yaml")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
