package dev.switchboard.conversation.api.netia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/// Files from their upload to their end.
@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class NetiaFileIntegrationTests {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};
    private static final Caller NOBODY = new Caller.Anonymous();

    @TempDir
    static Path folder;

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    Directory directory;

    @Autowired
    Blobs blobs;

    Tenant acme;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        properties.add("switchboard.blob.folder", folder::toString);
        properties.add("switchboard.blob.largest", () -> "256KB");
        properties.add("switchboard.attachment.quota", () -> "1MB");
        properties.add("switchboard.attachment.unattached", () -> "6s");
        properties.add("switchboard.attachment.sweep", () -> "200ms");
    }

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts, directory);
    }

    @Test
    void aFileIsKeptAndServedSafely() {
        JsonNode file = data(upload(acme.jane(), "../cat \uD83D\uDE00.png", PNG)
                .expectStatus()
                .isCreated());
        assertThat(file.get("object").asString()).isEqualTo("file");
        assertThat(file.get("content_type").asString()).isEqualTo("image/png");
        assertThat(file.get("filename").asString()).isEqualTo("cat \uD83D\uDE00.png");
        assertThat(file.get("bytes").asInt()).isEqualTo(PNG.length);
        ResponseSpec served = get(acme.omar(), "/api/files/" + file.get("id").asString());
        served.expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.IMAGE_PNG)
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("Content-Security-Policy", "default-src 'none'; sandbox")
                .expectHeader()
                .valueMatches("Content-Disposition", "inline; .*")
                .expectBody()
                .consumeWith(body -> assertThat(body.getResponseBody()).isEqualTo(PNG));
        String text = data(upload(acme.jane(), "notes.html", "plain words".getBytes(StandardCharsets.UTF_8)))
                .get("id")
                .asString();
        get(acme.jane(), "/api/files/" + text)
                .expectHeader()
                .contentType(MediaType.TEXT_PLAIN)
                .expectHeader()
                .valueMatches("Content-Disposition", "attachment; .*");
        assertThat(data(get(acme.jane(), "/api/upload/" + text)).get("filename").asString())
                .isEqualTo("notes.html");
    }

    @Test
    void aSignedLinkOpensForAnybodyUntilItIsChanged() {
        String link = data(upload(acme.jane(), "cat.png", PNG)).get("file_url").asString();
        get(NOBODY, link).expectStatus().isOk();
        get(Tenant.settledIn(facts, directory).jane(), link).expectStatus().isOk();
        get(NOBODY, link.replaceAll("expires=\\d", "expires=9")).expectStatus().isForbidden();
        get(NOBODY, link.replaceAll("account_id=[^&]*", "account_id=" + Tenant.settledIn(facts, directory).account))
                .expectStatus()
                .isForbidden();
        get(NOBODY, link.substring(0, link.indexOf('?'))).expectStatus().isUnauthorized();
    }

    @Test
    void whatIsTooLargeOrOfTheWrongKindIsRefusedAndLeavesNothing() throws IOException {
        long before = files();
        Tenant other = Tenant.settledIn(facts, directory);
        upload(other.jane(), "big.png", large(256 * 1024 + 1)).expectStatus().isEqualTo(413);
        chunked(other.jane(), 512).expectStatus().isEqualTo(413);
        upload(other.jane(), "huge.png", large(400 * 1024)).expectStatus().isEqualTo(413);
        for (String content : List.of("<svg onload=alert(1)>", "<!DOCTYPE html>", "MZ\0\0", "")) {
            upload(other.jane(), "cat.png", content.getBytes(StandardCharsets.UTF_8))
                    .expectStatus()
                    .value(status -> assertThat(status).isIn(415, 400));
        }
        assertThat(files()).isEqualTo(before);
        for (int n = 0; n < 4; n++) {
            upload(other.jane(), "part.png", large(255 * 1024)).expectStatus().isCreated();
        }
        upload(other.jane(), "more.png", large(255 * 1024)).expectStatus().isEqualTo(413);
        upload(acme.jane(), "mine.png", PNG).expectStatus().isCreated();
    }

    @Test
    void anUploadThatIsNoneNamesItsField() {
        client.as(acme.jane())
                .post()
                .uri("/api/upload")
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(BodyInserters.fromMultipartData("account_id", acme.account.toString()))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields.file[0]")
                .isEqualTo("can't be blank");
        client.as(acme.jane())
                .post()
                .uri("/api/upload")
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .bodyValue("no multipart at all")
                .exchange()
                .expectStatus()
                .isBadRequest();
        client.as(acme.jane())
                .post()
                .uri("/api/upload")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
        upload(NOBODY, "cat.png", PNG).expectStatus().isUnauthorized();
        upload(new Caller.Visitor(acme.account, acme.answered, "me", null, false), "cat.png", PNG)
                .expectStatus()
                .isUnauthorized();
        get(acme.jane(), "/api/files/nonsense").expectStatus().isNotFound();
    }

    @Test
    void onlyTheirOwnPeopleSeeFiles() {
        Caller ada = proven("ada");
        String file = data(upload(ada, "cat.png", PNG)).get("id").asString();
        get(ada, "/api/files/" + file).expectStatus().isOk();
        get(acme.jane(), "/api/files/" + file).expectStatus().isOk();
        get(proven("eve"), "/api/files/" + file).expectStatus().isNotFound();
        get(Tenant.settledIn(facts, directory).jane(), "/api/files/" + file)
                .expectStatus()
                .isNotFound();
        delete(proven("eve"), file).expectStatus().isNotFound();
        delete(acme.jane(), file).expectStatus().isNotFound();
        delete(ada, file).expectStatus().isNoContent();
        Awaitility.await()
                .until(() -> blobs.open(acme.account, UUID.fromString(file))
                        .hasElement()
                        .onErrorReturn(false)
                        .map(found -> !found)
                        .block());
    }

    @Test
    void anUnattachedUploadIsErased() {
        String file = data(upload(acme.jane(), "cat.png", PNG)).get("id").asString();
        Awaitility.await()
                .untilAsserted(() ->
                        get(acme.jane(), "/api/files/" + file).expectStatus().isNotFound());
    }

    @Test
    void whatAChannelBroughtIsServedToThoseInItsConversation() {
        var address = acme.visitor("ada");
        UUID recording = blobs.keep(acme.account, "ada", PNG).block();
        facts.publish(new MessageReceived.Said(
                Ids.next(),
                acme.account,
                address,
                Instant.now(),
                "m-1",
                Profile.NOTHING,
                "",
                List.of(new Attachment(recording, "voice.mp3", "audio/mpeg", PNG.length, null)),
                null,
                Map.of()));
        MessageCreated message =
                facts.await(MessageCreated.class, m -> m.address().equals(address));
        assertThat(message.attachments().getFirst().url()).startsWith("/api/files/" + recording);
        get(NOBODY, message.attachments().getFirst().url()).expectStatus().isOk();
        get(proven("ada"), "/api/files/" + recording).expectStatus().isOk();
        get(proven("eve"), "/api/files/" + recording).expectStatus().isNotFound();
        String shown = data(get(acme.jane(), "/api/messages/" + message.messageId()))
                .get("attachments")
                .get(0)
                .get("file_url")
                .asString();
        get(NOBODY, shown).expectStatus().isOk();
    }

    @Test
    void aMessageTakesItsFilesOnceAndTheyGoWithIt() {
        var address = acme.visitor("ada");
        facts.publish(acme.said(address, "m-1", "Hello"));
        UUID conversation = facts.await(MessageCreated.class, m -> m.address().equals(address))
                .conversationId();
        String file = data(upload(acme.jane(), "cat.png", PNG)).get("id").asString();
        String message =
                "{\"message\":{\"conversation_id\":\"%s\",\"file_ids\":[\"%s\"]}}".formatted(conversation, file);
        post(acme.omar(), message, null).expectStatus().isBadRequest();
        JsonNode posted = data(post(acme.jane(), message, "k-1").expectStatus().isCreated());
        assertThat(posted.get("body").asString()).isEmpty();
        assertThat(posted.get("attachments").get(0).get("id").asString()).isEqualTo(file);
        assertThat(data(post(acme.jane(), message, "k-1")).get("id")).isEqualTo(posted.get("id"));
        post(acme.jane(), message, null)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields.file_ids[0]")
                .isEqualTo("were attached before");
        assertThat(facts.await(
                                MessageCreated.class,
                                m -> m.messageId()
                                        .toString()
                                        .equals(posted.get("id").asString()))
                        .attachments())
                .extracting(Attachment::id)
                .containsExactly(UUID.fromString(file));
        get(proven("ada"), "/api/files/" + file).expectStatus().isOk();
        get(proven("eve"), "/api/files/" + file).expectStatus().isNotFound();
        delete(acme.jane(), file).expectStatus().isEqualTo(409);

        client.as(acme.jane())
                .delete()
                .uri("/api/messages/" + posted.get("id").asString())
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
        Awaitility.await()
                .untilAsserted(() ->
                        get(acme.jane(), "/api/files/" + file).expectStatus().isNotFound());
    }

    @Test
    void aVisitorSendsWhatItHasUploaded() {
        var address = acme.visitor("ada");
        facts.publish(acme.said(address, "m-1", "Hello"));
        UUID conversation = facts.await(MessageCreated.class, m -> m.address().equals(address))
                .conversationId();
        String file = data(upload(proven("ada"), "cat.png", PNG)).get("id").asString();
        String message =
                "{\"message\":{\"conversation_id\":\"%s\",\"file_ids\":[\"%s\"]}}".formatted(conversation, file);
        post(acme.jane(), message, null).expectStatus().isBadRequest();
        JsonNode posted =
                data(post(proven("ada"), message, "k-1").expectStatus().isCreated());
        assertThat(posted.get("attachments").get(0).get("id").asString()).isEqualTo(file);
        assertThat(data(post(proven("ada"), message, "k-1")).get("id")).isEqualTo(posted.get("id"));
        post(proven("ada"), message, "k-2").expectStatus().isBadRequest();
        for (String wrong : List.of("\"nonsense\"", "null", "[1]", "\"" + UUID.randomUUID() + "\"")) {
            post(proven("ada"), message.replace("\"" + file + "\"", wrong), null)
                    .expectStatus()
                    .isBadRequest();
        }
    }

    private ResponseSpec post(Caller caller, String body, String key) {
        return client.as(caller)
                .post()
                .uri("/api/messages")
                .headers(headers -> {
                    if (key != null) {
                        headers.set("Idempotency-Key", key);
                    }
                })
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private Caller.Visitor proven(String identity) {
        return new Caller.Visitor(acme.account, acme.answered, identity, null, true);
    }

    private static byte[] large(int size) {
        byte[] bytes = new byte[size];
        System.arraycopy(PNG, 0, bytes, 0, PNG.length);
        return bytes;
    }

    private static long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private ResponseSpec upload(Caller caller, String name, byte[] bytes) {
        MultipartBodyBuilder body = new MultipartBodyBuilder();
        body.part("file", new ByteArrayResource(bytes)).filename(name);
        return client.as(caller)
                .post()
                .uri("/api/upload")
                .body(BodyInserters.fromMultipartData(body.build()))
                .exchange();
    }

    /// A body whose length nobody has said.
    private ResponseSpec chunked(Caller caller, int kilobytes) {
        String head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n";
        var chunks = Flux.concat(
                Flux.just(head.getBytes(StandardCharsets.UTF_8)),
                Flux.range(0, kilobytes).map(_ -> large(1024)));
        return client.as(caller)
                .post()
                .uri("/api/upload")
                .contentType(MediaType.parseMediaType("multipart/form-data; boundary=x"))
                .body(BodyInserters.fromPublisher(chunks, byte[].class))
                .exchange();
    }

    private ResponseSpec get(Caller caller, String uri) {
        return client.as(caller)
                .get()
                .uri(base -> URI.create(base.build() + uri))
                .exchange();
    }

    private ResponseSpec delete(Caller caller, String file) {
        return client.as(caller).delete().uri("/api/files/" + file).exchange();
    }

    private static JsonNode data(ResponseSpec answer) {
        return WireJson.MAPPER
                .readTree(answer.expectStatus()
                        .is2xxSuccessful()
                        .expectBody()
                        .returnResult()
                        .getResponseBody())
                .get("data");
    }
}
