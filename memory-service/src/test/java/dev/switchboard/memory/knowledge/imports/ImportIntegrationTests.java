package dev.switchboard.memory.knowledge.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.id.Ids;
import dev.switchboard.memory.MemoryServiceApplication;
import dev.switchboard.memory.knowledge.Article;
import dev.switchboard.memory.knowledge.Articles;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;

@SwitchboardIntegrationTest(MemoryServiceApplication.class)
@TestPropertySource(properties = "switchboard.egress.allow=127.0.0.1")
class ImportIntegrationTests {
    private static final String PAGE = """
            <html><head><title>Help</title><script>alert("x")</script></head><body><nav><a href="/">Home</a></nav>
            <main><h1>Returning an item</h1><p>You can return it within <b>30 days</b>.</p><h2>Costs</h2>
            <ul><li>Returns are free</li><li>See <a href="/fees">the fees</a></li></ul></main>
            <footer>Imprint</footer></body></html>""";

    private final UUID account = Ids.next();

    @Autowired
    CallerClient client;

    @Autowired
    Articles articles;

    @Test
    void aFolderOfFilesBecomesArticlesAndTheSameOnesAgainChangeNothing() throws IOException {
        byte[] folder = zip(Map.of(
                "help/returns.html", PAGE.getBytes(StandardCharsets.UTF_8),
                "help/shipping.md", "# Shipping\n\nIt takes 3 days.".getBytes(StandardCharsets.UTF_8),
                "help/warranty.pdf", pdf("The warranty lasts two years."),
                "help/broken.pdf", "no pdf".getBytes(StandardCharsets.UTF_8),
                "help/logo.png", new byte[] {1},
                ".git/config", new byte[] {1}));

        sent("help.zip", folder)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.articles.length()")
                .isEqualTo(3)
                .jsonPath("$.data.skipped.length()")
                .isEqualTo(2);

        Map<String, Article> kept = kept();
        assertThat(kept.keySet()).containsExactly("Returning an item", "Shipping", "warranty");
        assertThat(kept.get("Returning an item").body())
                .isEqualTo("You can return it within 30 days.\n\n## Costs\n\n- Returns are free\n- See the fees");
        assertThat(kept.get("Returning an item").category()).isEqualTo("help");
        assertThat(kept.get("warranty").body()).contains("The warranty lasts two years.");
        sent("help.zip", folder).expectStatus().isOk();
        assertThat(kept()).isEqualTo(kept);
    }

    @Test
    void aHelpCentresExportBecomesArticles() {
        sent("zendesk.json", """
                {"articles": [
                  {"id": 1, "title": "Returns", "body": "<p>Within 30 days.</p>", "html_url": "https://acme.test/1", "draft": false},
                  {"id": 2, "title": "Secret", "body": "<p>Not yet.</p>", "draft": true}]}
                """.getBytes(StandardCharsets.UTF_8))
                .expectStatus()
                .isOk();

        assertThat(kept().values()).singleElement().satisfies(article -> {
            assertThat(article.title()).isEqualTo("Returns");
            assertThat(article.body()).isEqualTo("Within 30 days.");
            assertThat(article.url()).isEqualTo("https://acme.test/1");
        });
        sent("notes.docx", new byte[] {1})
                .expectBody()
                .jsonPath("$.data.skipped[0].reason")
                .isNotEmpty();
    }

    @Test
    void theHostsPagesOfASitemapBecomeArticlesAndNoOthersAreCalled() {
        DisposableServer site = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                                "/sitemap.xml",
                                (request, response) -> response.sendString(Mono.just(
                                        """
                                <?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                                <url><loc>http://%1$s/returns</loc></url><url><loc>http://%1$s/moved</loc></url>
                                <url><loc>http://10.0.0.8/secret</loc></url></urlset>
                                """.formatted(request.requestHeaders().get("host")))))
                        .get(
                                "/returns",
                                (_, response) -> response.header("Content-Type", "text/html; charset=utf-8")
                                        .sendString(Mono.just(PAGE)))
                        .get("/moved", (_, response) -> response.sendRedirect("http://169.254.169.254/")))
                .bindNow();
        try {
            String base = "http://127.0.0.1:" + site.port();
            JsonNode done = imported(base + "/sitemap.xml");

            assertThat(done.path("status").asString()).isEqualTo("done");
            assertThat(done.path("kept").asInt()).isEqualTo(1);
            assertThat(done.path("skipped").valueStream().map(JsonNode::asString))
                    .hasSize(2)
                    .anyMatch(skipped -> skipped.startsWith(base + "/moved: answers 302"))
                    .anyMatch(skipped -> skipped.startsWith("http://10.0.0.8/secret: "));
            Article article = kept().get("Returning an item");
            assertThat(article.url()).isEqualTo(base + "/returns");
            assertThat(article.body()).contains("[the fees](" + base + "/fees)").doesNotContain("Imprint");
            assertThat(imported("http://169.254.169.254/sitemap.xml")
                            .path("status")
                            .asString())
                    .isEqualTo("failed");
        } finally {
            site.disposeNow();
        }
    }

    private JsonNode imported(String sitemap) {
        String id = data(client.as(Callers.agentOf(account))
                        .post()
                        .uri("/api/knowledge/sitemap_imports")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("url", sitemap))
                        .exchange()
                        .expectStatus()
                        .isAccepted())
                .path("id")
                .asString();
        return Awaitility.await()
                .until(
                        () -> data(client.as(Callers.agentOf(account))
                                .get()
                                .uri("/api/knowledge/sitemap_imports/" + id)
                                .exchange()),
                        data -> !data.path("status").asString().equals("waiting"));
    }

    private static JsonNode data(WebTestClient.ResponseSpec answer) {
        JsonNode body = answer.expectBody(JsonNode.class).returnResult().getResponseBody();
        assertThat(body).isNotNull();
        return body.path("data");
    }

    private WebTestClient.ResponseSpec sent(String name, byte[] file) {
        return client.as(Callers.agentOf(account))
                .post()
                .uri("/api/knowledge/imports?name=" + name)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(file)
                .exchange();
    }

    private Map<String, Article> kept() {
        List<Article> all = articles.list(account, null, 100).collectList().block();
        assertThat(all).isNotNull();
        Map<String, Article> byTitle = new TreeMap<>();
        all.forEach(article -> byTitle.put(article.title(), article));
        return byTitle;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                archive.putNextEntry(new ZipEntry(file.getKey()));
                archive.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] pdf(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText(text);
                content.endText();
            }
            document.save(bytes);
        }
        return bytes.toByteArray();
    }
}
