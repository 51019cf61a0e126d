package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DemoTenantTests {
    @Test
    void everyRequestIsWellFormed() {
        PortPlan ports = PortPlan.of(Map.of());
        assertThat(DemoTenant.requests()).allSatisfy(request -> {
            assertThat(request.path()).startsWith("/internal/");
            assertThat(WireJson.MAPPER.readTree(request.body(ports)).isObject()).isTrue();
        });
    }

    @Test
    void everyArticleHasItsOwnIdAndACategory() {
        List<DemoTenant.Request> articles = DemoTenant.requests().stream()
                .filter(request -> request.service() == Service.MEMORY)
                .toList();
        assertThat(articles).hasSizeGreaterThanOrEqualTo(12);
        assertThat(articles)
                .extracting(request -> UUID.fromString(request.path().replaceAll(".*/", "")))
                .doesNotHaveDuplicates();
        assertThat(articles).allSatisfy(request -> {
            Article.Stored stored = WireJson.read(request.body(), Article.Stored.class);
            assertThat(List.of(stored.title(), stored.category(), stored.url(), stored.body()))
                    .noneMatch(String::isBlank);
        });
    }

    @Test
    void everyArticleFileIsListed() throws IOException {
        Path folder = Path.of("src/main/resources/demo");
        Path articles = folder.resolve("articles");
        try (var files = Files.walk(articles)) {
            assertThat(Files.readAllLines(folder.resolve("articles.txt")))
                    .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                            .map(file -> articles.relativize(file).toString())
                            .toList());
        }
    }
}
