package dev.switchboard.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.gateway.GatewayTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

@GatewayTest
class DocsIntegrationTests {
    private static final String JSON = "application/json";

    @Autowired
    ListableBeanFactory beans;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @LocalServerPort
    int port;

    WebTestClient client;

    @BeforeEach
    void connect() {
        client = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 * 1024 * 1024))
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    private EntityExchangeResult<byte[]> get(String path, String accept) {
        return client.get()
                .uri(path)
                .header("Accept", accept)
                .exchange()
                .expectBody()
                .returnResult();
    }

    private JsonNode document() {
        EntityExchangeResult<byte[]> answer = get("/api/swagger", JSON);
        assertThat(answer.getStatus().value()).isEqualTo(200);
        return WireJson.MAPPER.readTree(answer.getResponseBodyContent());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void aServiceThatIsDownLeavesItsPartMissingAndNothingElse() {
        JsonNode document = document();
        assertThat(texts(document.path("x-missing-parts"))).contains("memory").doesNotContain("conversation", "admin");
        assertThat(document.path("info").path("description").asString())
                .contains("missing")
                .contains("memory");
        assertThat(document.path("paths").propertyNames()).contains("/api/conversations/{id}", "/api/users", "/ws");
    }

    @Test
    void whatTheGatewayRoutesNowhereIsNotShown() {
        JsonNode document = document();
        assertThat(document.path("paths").has("/nowhere")).isFalse();
        assertThat(texts(document.path("x-unrouted-paths"))).contains("/nowhere");
    }

    @Test
    void anOperationIsRefusedInTheWordsOfItsDialect() {
        JsonNode document = document();
        JsonNode responses = document.at("/paths/~1api~1conversations~1{id}/get/responses");
        assertThat(responses.at("/404/$ref").asString()).isEqualTo("#/components/responses/NetiaNotFound");
        JsonNode example = document.at("/components/responses/NetiaNotFound/content/application~1json/example");
        JsonNode real =
                WireJson.MAPPER.readTree(get("/api/nothing-of-the-kind", JSON).getResponseBodyContent());
        assertThat(example).isEqualTo(real);
        assertThat(document.at("/paths/~1api~1users/post/responses").propertyNames())
                .contains("200", "400", "422", "429", "503")
                .doesNotContain("404");
    }

    @Test
    void everyOperationHasAGroupAnIdAndAnExistingSchema() {
        JsonNode document = document();
        Set<String> ids = new HashSet<>();
        Set<String> groups = new HashSet<>();
        document.path("tags").forEach(tag -> groups.add(tag.path("name").asString()));
        document.path("paths").valueStream().flatMap(JsonNode::valueStream).forEach(operation -> {
            assertThat(ids.add(operation.path("operationId").asString())).isTrue();
            assertThat(groups).containsAll(texts(operation.path("tags")));
        });
        assertThat(groups).contains("Netia: users", "Netia: conversations", "Platform: socket");
        Pattern.compile("\"\\$ref\":\"#([^\"]+)\"")
                .matcher(document.toString())
                .results()
                .map(reference -> reference.group(1))
                .forEach(pointer -> assertThat(document.at(pointer).isMissingNode())
                        .as(pointer)
                        .isFalse());
    }

    @Test
    void schemasOfOneNameAreToldApartAndConstantsAreWrittenAsTheyAreSent() {
        JsonNode document = document();
        JsonNode schemas = document.at("/components/schemas");
        String one = document.at(
                        "/paths/~1api~1conversations~1{id}/get/responses/200/content/application~1json/schema/$ref")
                .asString()
                .substring("#/components/schemas/".length());
        assertThat(texts(schemas.path(one).path("properties").path("kind").path("enum")))
                .containsExactly("one", "two");
        String other = document.at("/paths/~1api~1users/post/requestBody/content/application~1json/schema/$ref")
                .asString()
                .substring("#/components/schemas/".length());
        assertThat(schemas.path(other).path("properties").propertyNames()).containsExactly("name");
    }

    @Test
    void whatTheGatewayAnswersItselfIsInTheDocument() {
        List<String> own = new ArrayList<>();
        requestMappingHandlerMapping
                .getHandlerMethods()
                .keySet()
                .forEach(route -> own.addAll(route.getPatternsCondition().getPatterns().stream()
                        .map(Object::toString)
                        .toList()));
        Pattern path = Pattern.compile("/api/[\\w/-]*\\w");
        beans.getBeansOfType(RouterFunction.class)
                .values()
                .forEach(function -> path.matcher(function.toString())
                        .results()
                        .map(MatchResult::group)
                        .filter(route -> !route.startsWith("/api/docs/"))
                        .forEach(own::add));
        assertThat(own).contains("/api/health", "/api/chat/online-users", "/api/redoc");
        assertThat(document().path("paths").propertyNames()).containsAll(own);
        JsonNode paths = document().path("paths");
        own.forEach(route -> paths.path(route).forEach(operation -> {
            assertThat(operation.path("summary").asString()).as(route).isNotBlank();
            assertThat(operation.path("description").asString()).as(route).isNotBlank();
        }));
    }

    @Test
    void anUnchangedDocumentIsNotSentAgain() {
        String tag = get("/api/swagger", JSON).getResponseHeaders().getETag();
        client.get()
                .uri("/api/swagger")
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @Test
    void aBrowserIsSentToThePage() {
        EntityExchangeResult<byte[]> answer = get("/api/swagger", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertThat(answer.getStatus().value()).isEqualTo(303);
        assertThat(answer.getResponseHeaders().getLocation()).hasPath("/api/docs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/docs", "/api/redoc"})
    void aPageComesWithAllItsFilesAndAsksNobodyElse(String path) {
        EntityExchangeResult<byte[]> answer = get(path, "text/html");
        assertThat(answer.getStatus().value()).isEqualTo(200);
        assertThat(answer.getResponseHeaders().getFirst("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'");
        String page = new String(answer.getResponseBodyContent());
        List<String> files = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(file -> file.group(1))
                .toList();
        assertThat(files).hasSizeGreaterThan(3).allMatch(file -> file.startsWith("/api/"));
        for (String file : files) {
            EntityExchangeResult<byte[]> found = get(file, "*/*");
            assertThat(found.getStatus().value()).as(file).isEqualTo(200);
            assertThat(found.getResponseBodyContent()).as(file).isNotEmpty();
        }
    }

    @Test
    void nothingElseIsServedFromTheJars() {
        assertThat(get("/api/docs/assets/pom.properties", "*/*").getStatus().value())
                .isEqualTo(404);
        assertThat(get("/api/docs/assets/swagger-ui.js", "*/*").getStatus().value())
                .isEqualTo(404);
    }
}
