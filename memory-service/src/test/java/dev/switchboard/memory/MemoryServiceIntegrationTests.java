package dev.switchboard.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.service.Services;
import dev.switchboard.memory.knowledge.Article;
import dev.switchboard.memory.knowledge.Knowledge;
import dev.switchboard.memory.knowledge.WebShop;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.DescribedRoutesProof;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@SwitchboardIntegrationTest(MemoryServiceApplication.class)
class MemoryServiceIntegrationTests implements DescribedRoutesProof {
    private final UUID account = Ids.next();

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    Environment environment;

    private record Put(String title, String body, String category, String url) {}

    private record Search(String query, String organizationId, Integer limit) {}

    @BeforeEach
    void provision() {
        for (Article article : WebShop.articles(account)) {
            client.as(Callers.operator())
                    .put()
                    .uri("/internal/accounts/{account}/articles/{id}", account, article.id())
                    .bodyValue(new Put(article.title(), article.body(), article.category(), article.url()))
                    .exchange()
                    .expectStatus()
                    .isNoContent();
        }
    }

    @Test
    void aQuestionFindsItsArticleAtOnce() {
        search(Callers.serverOf(account), "how do i retrun an itm", null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.results[0].id")
                .isEqualTo(WebShop.id("returns").toString())
                .jsonPath("$.results[0].title")
                .isEqualTo("Returning an item")
                .jsonPath("$.results[0].url")
                .isEqualTo("https://acme.test/help/returns")
                .jsonPath("$.results[0].source")
                .isEqualTo("knowledge_base")
                .jsonPath("$.results[0].relevance")
                .value(Double.class, relevance -> assertThat(relevance).isBetween(0.5, 1.0))
                .jsonPath("$.results[0].content")
                .isNotEmpty();
    }

    @Test
    void anotherAccountFindsNothing() {
        search(Callers.agentOf(Ids.next()), "How do I return an item?", null)
                .expectBody()
                .jsonPath("$.results")
                .isEmpty();
    }

    @Test
    void anOrganisationThatIsNotTheCredentialsIsRefused() {
        search(Callers.agentOf(account), "returns", account.toString())
                .expectStatus()
                .isOk();
        search(Callers.agentOf(account), "returns", Ids.next().toString())
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("forbidden");
    }

    @Test
    void aTextThatIsStoredAsAVectorIsFoundOnce() {
        String vector = """
                {"text": "Giraffes travel in crates of four metres.",
                 "metadata": {"title": "Giraffes", "source": "knowledge_base", "sourceId": "kb-1", "organizationId": "%s"}}""";
        for (int i = 0; i < 2; i++) {
            vectors(vector.formatted(account))
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.id")
                    .value(String.class, id -> assertThat(id).startsWith("vec-"))
                    .jsonPath("$.status")
                    .isEqualTo("stored")
                    .jsonPath("$.dimensions")
                    .isEqualTo(0);
        }
        search(Callers.agentOf(account), "How do giraffes travel?", null)
                .expectBody()
                .jsonPath("$.results[0].title")
                .isEqualTo("Giraffes")
                .jsonPath("$.results[?(@.title == 'Giraffes')].length()")
                .value(List.class, found -> assertThat(found).hasSize(1));
        vectors(vector.formatted(Ids.next())).expectStatus().isForbidden();
        vectors("{\"text\": \" \"}").expectStatus().isBadRequest();
    }

    private WebTestClient.ResponseSpec vectors(String body) {
        return client.as(Callers.serverOf(account))
                .post()
                .uri("/api/memory/vectors")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    @Test
    void visitorsAndStrangersAreRefused() {
        search(Callers.visitor(account, Ids.next(), "v", "s"), "returns", null)
                .expectStatus()
                .isForbidden();
        search(new Caller.Anonymous(), "returns", null).expectStatus().isUnauthorized();
        client.as(Callers.agentOf(account))
                .put()
                .uri("/internal/accounts/{account}/articles/{id}", account, Ids.next())
                .bodyValue(new Put("Title", "Body", null, null))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void anArticleIsKeptChangedListedAndRemoved() {
        WebTestClient desk = client.as(Callers.agentOf(account));
        UUID id = Ids.next();
        desk.put()
                .uri("/api/knowledge/articles/{id}", id)
                .bodyValue(new Put("Pets", "Hedgehogs are welcome.", "pets", null))
                .exchange()
                .expectBody()
                .jsonPath("$.data.account_id")
                .isEqualTo(account.toString())
                .jsonPath("$.data.title")
                .isEqualTo("Pets");
        search(Callers.agentOf(account), "hedgehogs", null)
                .expectBody()
                .jsonPath("$.results[0].id")
                .isEqualTo(id.toString());
        desk.get()
                .uri("/api/knowledge/articles?limit=13")
                .exchange()
                .expectBody()
                .jsonPath("$.data.length()")
                .isEqualTo(13)
                .jsonPath("$.next")
                .isEmpty();
        desk.delete()
                .uri("/api/knowledge/articles/{id}", id)
                .exchange()
                .expectStatus()
                .isNoContent();
        desk.get()
                .uri("/api/knowledge/articles/{id}", id)
                .exchange()
                .expectStatus()
                .isNotFound();
        search(Callers.agentOf(account), "hedgehogs", null)
                .expectBody()
                .jsonPath("$.results")
                .isEmpty();
        for (String action : List.of("article.kept", "article.removed")) {
            AuditRecorded _ = facts.await(
                    AuditRecorded.class,
                    act -> act.action().equals(action)
                            && id.toString().equals(act.thing().id()));
        }
    }

    @Test
    void anArticlesVersionsAreKeptAndRestored() {
        WebTestClient desk = client.as(Callers.agentOf(account));
        UUID id = Ids.next();
        for (String body : List.of("Hedgehogs are welcome.", "Parrots are welcome.", "Parrots are welcome.")) {
            desk.put()
                    .uri("/api/knowledge/articles/{id}", id)
                    .bodyValue(new Put("Pets", body, "pets", null))
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
        Versions versions = desk.get()
                .uri("/api/knowledge/articles/{id}/versions", id)
                .exchange()
                .expectBody(Versions.class)
                .returnResult()
                .getResponseBody();
        assertThat(versions.data()).hasSize(2);
        long first = versions.data().getLast().version();
        desk.get()
                .uri("/api/knowledge/articles/{id}/versions/{version}", id, first)
                .exchange()
                .expectBody()
                .jsonPath("$.data.body")
                .isEqualTo("Hedgehogs are welcome.");
        desk.post()
                .uri("/api/knowledge/articles/{id}/versions/{version}/restore", id, first)
                .exchange()
                .expectBody()
                .jsonPath("$.data.body")
                .isEqualTo("Hedgehogs are welcome.")
                .jsonPath("$.data.version")
                .value(
                        Long.class,
                        now -> assertThat(now)
                                .isGreaterThan(versions.data().getFirst().version()));
        search(Callers.agentOf(account), "hedgehogs", null)
                .expectBody()
                .jsonPath("$.results[0].id")
                .isEqualTo(id.toString());

        WebTestClient stranger = client.as(Callers.adminOf(Ids.next()));
        stranger.get()
                .uri("/api/knowledge/articles/{id}/versions", id)
                .exchange()
                .expectStatus()
                .isNotFound();
        stranger.post()
                .uri("/api/knowledge/articles/{id}/versions/{version}/restore", id, first)
                .exchange()
                .expectStatus()
                .isNotFound();
        desk.post()
                .uri("/api/knowledge/articles/{id}/versions/{version}/restore", id, 1_000_000_000L)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private record Versions(List<Version> data) {
        private record Version(long version, String title) {}
    }

    @Test
    void anotherAccountsArticleIsNotThere() {
        WebTestClient stranger = client.as(Callers.adminOf(Ids.next()));
        UUID id = WebShop.id("returns");
        stranger.get()
                .uri("/api/knowledge/articles/{id}", id)
                .exchange()
                .expectStatus()
                .isNotFound();
        stranger.delete()
                .uri("/api/knowledge/articles/{id}", id)
                .exchange()
                .expectStatus()
                .isNotFound();
        stranger.get()
                .uri("/api/knowledge/articles")
                .exchange()
                .expectBody()
                .jsonPath("$.data")
                .isEmpty();
    }

    @Test
    void theSameContentMakesNoNewVersion() {
        assertThat(Stream.of(1, 2).map(_ -> versionAfterPutting("Same.")).distinct())
                .hasSize(1);
        long same = versionAfterPutting("Same.");
        assertThat(versionAfterPutting("Changed.")).isGreaterThan(same);
    }

    @Test
    void invalidArticlesAreNamedByField() {
        client.as(Callers.agentOf(account))
                .put()
                .uri("/api/knowledge/articles/{id}", Ids.next())
                .bodyValue(new Put(" ", "Body", null, "javascript:alert(1)"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields.title")
                .isNotEmpty()
                .jsonPath("$.fields.url")
                .isNotEmpty();
    }

    @Test
    void aViewerReadsAndDoesNotWrite() {
        WebTestClient viewer = client.as(Callers.agent(account, Ids.next(), "Vera Viewer", "viewer"));
        viewer.get().uri("/api/knowledge/articles").exchange().expectStatus().isOk();
        viewer.delete()
                .uri("/api/knowledge/articles/{id}", WebShop.id("returns"))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void anotherReplicaBuildsItsIndexAtTheStartAndFollows() {
        try (ConfigurableApplicationContext replica = replica()) {
            Knowledge knowledge = replica.getBean(Knowledge.class);
            assertThat(knowledge
                            .search(account, "How do I return an item?", 1, 1)
                            .block())
                    .singleElement()
                    .satisfies(found -> assertThat(found.articleId()).isEqualTo(WebShop.id("returns")));

            UUID id = Ids.next();
            WebTestClient desk = client.as(Callers.agentOf(account));
            desk.put()
                    .uri("/api/knowledge/articles/{id}", id)
                    .bodyValue(new Put("Pets", "Hedgehogs are welcome.", "pets", null))
                    .exchange()
                    .expectStatus()
                    .isOk();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    knowledge.search(account, "hedgehogs", 1, 1).block())
                            .hasSize(1));
            desk.delete()
                    .uri("/api/knowledge/articles/{id}", id)
                    .exchange()
                    .expectStatus()
                    .isNoContent();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    knowledge.search(account, "hedgehogs", 1, 1).block())
                            .isEmpty());
        }
    }

    @Test
    void memoriesAreKeptByKeyAndRecalledByTheAccountOnly() {
        WebTestClient server = client.as(Callers.serverOf(account));
        for (String shipping : new String[] {"standard", "express"}) {
            server.post()
                    .uri("/api/memory/memories")
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("""
                            {"userId":"user123","type":"long_term","key":"order_preferences",
                             "value":{"preferred_shipping":"%s","previous_orders":["SKU123"]},
                             "metadata":{"importance":0.8,"source":"conversation"}}""".formatted(shipping))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("stored")
                    .jsonPath("$.id")
                    .value(String.class, id -> assertThat(id).startsWith("mem-"));
        }
        server.get()
                .uri("/api/memory/memories/user123?type=long_term")
                .exchange()
                .expectBody()
                .jsonPath("$.memories.length()")
                .isEqualTo(1)
                .jsonPath("$.memories[0].value.preferred_shipping")
                .isEqualTo("express")
                .jsonPath("$.memories[0].metadata.importance")
                .isEqualTo(0.8)
                .jsonPath("$.memories[0].metadata.created_at")
                .isNotEmpty();
        client.as(Callers.serverOf(Ids.next()))
                .get()
                .uri("/api/memory/memories/user123")
                .exchange()
                .expectBody()
                .jsonPath("$.memories")
                .isEmpty();
        client.as(Callers.visitor(account, Ids.next(), "user123", "s"))
                .get()
                .uri("/api/memory/memories/user123")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void healthNamesItsLogicalParts() {
        client.as(new Caller.Anonymous())
                .get()
                .uri("/api/memory/health")
                .exchange()
                .expectBody()
                .json("""
                        {"status":"healthy","version":"1.0.0",
                         "dependencies":{"chromadb":"healthy","openai":"disabled"}}""");
    }

    private long versionAfterPutting(String body) {
        return Long.parseLong(client.as(Callers.agentOf(account))
                .put()
                .uri("/api/knowledge/articles/{id}", WebShop.id("pets"))
                .bodyValue(new Put("Pets", body, null, null))
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()
                .replaceAll(".*\"version\":(\\d+).*", "$1"));
    }

    private WebTestClient.ResponseSpec search(Caller caller, String query, String organization) {
        return client.as(caller)
                .post()
                .uri("/api/memory/knowledge/search")
                .bodyValue(new Search(query, organization, null))
                .exchange();
    }

    private ConfigurableApplicationContext replica() {
        return Services.start(
                MemoryServiceApplication.class,
                "memory-service",
                Stream.concat(
                                Stream.of("server.port=0"),
                                Stream.of(
                                                "SECRET_KEY_BASE",
                                                "KAFKA_BOOTSTRAP",
                                                "POSTGRES_HOST",
                                                "POSTGRES_PORT",
                                                "POSTGRES_DB",
                                                "POSTGRES_PASSWORD")
                                        .map(name -> name + "=" + environment.getRequiredProperty(name)))
                        .toArray(String[]::new));
    }
}
