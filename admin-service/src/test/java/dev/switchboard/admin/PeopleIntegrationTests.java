package dev.switchboard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.switchboard.admin.push.PushBrowser;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@SwitchboardIntegrationTest(AdminServiceApplication.class)
@TestPropertySource(
        properties = {
            "switchboard.throttle.attempts=3",
            "switchboard.session.lifetime=1s",
            "switchboard.notifications.quiet=1s",
            "switchboard.notifications.poll=100ms",
            "switchboard.egress.allow=127.0.0.1",
            "switchboard.session.tidy=1s"
        })
class PeopleIntegrationTests {
    private static final Caller NOBODY = new Caller.Anonymous();
    private static final Pattern TOKEN = Pattern.compile("#token=([\\w-]{43})");
    private static final GreenMail POST = mailServer();
    private static final dev.switchboard.common.contract.Address PLACE =
            new dev.switchboard.common.contract.Address(Ids.next(), Channel.WEB, "visitor", null);
    private static int companies;

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @Autowired
    Tokens tokens;

    private Desk desk;
    private Provisioning acme;
    private Caller.Agent admin;

    private static GreenMail mailServer() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry properties) {
        properties.add("SMTP_HOST", () -> "127.0.0.1");
        properties.add("SMTP_PORT", () -> POST.getSmtp().getPort());
        properties.add("SWITCHBOARD_URL", () -> "https://desk.acme.test");
    }

    @AfterAll
    static void closeMail() {
        POST.stop();
    }

    @BeforeEach
    void provision() {
        desk = new Desk(client, tokens);
        acme = Provisioning.of("people" + companies++ + ".test").stored(client);
        admin = desk.logIn(acme.adminEmail());
    }

    @Test
    void aCompanyRegistersWithItsOwnerAndAnInbox() {
        Desk.Answer answer = register("grace" + companies + "@hopper.test", "A-0 Systems <b>", "navy-1952");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        Caller.Agent grace = desk.agent(answer);
        assertThat(grace.role()).isEqualTo("owner");
        assertThat(answer.text("/data/role")).isEqualTo("admin");
        facts.await(AccountUpdated.Inbox.class, inbox -> inbox.accountId().equals(grace.accountId()));
        facts.await(AccountUpdated.User.class, user -> user.userId().equals(grace.userId()) && user.active());
        assertThat(desk.get(grace, "/api/users").json().at("/data")).hasSize(1);

        Desk.Answer again = register(grace.email().toUpperCase(Locale.ROOT), "Other", "navy-1952");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().at("/fields/email/0").asString()).isEqualTo("has already been taken");
        assertThat(register("x@hopper.test", "Other", "short").body()).contains("password is too short");
    }

    @Test
    void aKeyThatReadsFarMoreThanItDidIsToldToTheAdministratorsOnce() throws MessagingException {
        read(acme.key(), 10_000_000);
        read(acme.key(), 9_000_000);
        assertThat(readingsTold()).isEmpty();
        read(acme.key(), 21_000_000);
        MimeMessage mail = mailTo(acme.adminEmail());
        assertThat(mail.getSubject()).isEqualTo("An API key reads unusually much");
        assertThat(GreenMailUtil.getWholeMessage(mail))
                .contains("40.0 MB", "https://desk.acme.test/app/settings/keys")
                .doesNotContain(acme.agentEmail());
        facts.await(AuditRecorded.class, this::isReading);
        read(acme.key(), 500_000_000);
        assertThat(readingsTold()).hasSize(1);
        assertThat(mailsTo(acme.agentEmail())).isEmpty();
    }

    @Test
    void whatAKeyUsuallyReadsIsToldToNobody() {
        database.sql("INSERT INTO key_reads (key_id, hour, bytes) SELECT $1, now() - interval '3 hours', 50000000")
                .bind(0, acme.key())
                .then()
                .block();
        read(acme.key(), 499_000_000);
        assertThat(readingsTold()).isEmpty();
        read(acme.key(), 2_000_000);
        facts.await(AuditRecorded.class, this::isReading);
    }

    private void read(UUID key, long bytes) {
        String body = """
                {"uses": [{"keyId": "%s", "usedAt": "%s", "bytes": %d}]}""".formatted(key, Instant.now(), bytes);
        Desk.Answer told = desk.post(Callers.operator(), "/internal/key-uses", body);
        assertThat(told.status()).as(told.body()).isEqualTo(204);
    }

    private boolean isReading(AuditRecorded act) {
        return act.accountId().equals(acme.account()) && act.action().equals("api_key.read_unusually");
    }

    private List<AuditRecorded> readingsTold() {
        return facts.told(AuditRecorded.class).stream().filter(this::isReading).toList();
    }

    @Test
    void anInvitationIsMailedAndOpensItsOwnAccountOnce() throws MessagingException {
        Desk.Answer invited = invite(admin, "new@invited.test", "viewer");
        assertThat(invited.status()).as(invited.body()).isEqualTo(201);
        assertThat(invited.body()).doesNotContain("token");
        MimeMessage mail = mailTo("new@invited.test");
        assertThat(mail.getSubject()).isEqualTo("Join Acme on Switchboard");
        assertThat(GreenMailUtil.getWholeMessage(mail))
                .contains("https://desk.acme.test/app/invitation#token=", "text/html");
        String token = token(mail);

        String body = """
                {"user": {"invite_token": "%s", "email": "evil@x.test", "password": "a good password", "full_name": "Eve",
                          "role": "owner", "account_id": "%s"}}""".formatted(token, UUID.randomUUID());
        Desk.Answer joined = desk.post(NOBODY, "/api/registration", body);
        assertThat(joined.status()).as(joined.body()).isEqualTo(201);
        Caller.Agent eve = desk.agent(joined);
        assertThat(eve.role()).isEqualTo("viewer");
        assertThat(eve.accountId()).isEqualTo(acme.account());
        assertThat(eve.email()).isEqualTo("new@invited.test");
        assertThat(desk.post(NOBODY, "/api/registration", body).status()).isEqualTo(404);
        JsonNode listed = desk.get(admin, "/api/user_invitations").json().at("/data/0");
        assertThat(listed.path("mail").asString()).isEqualTo("sent");
        assertThat(listed.path("accepted_at").isNull()).isFalse();
    }

    @Test
    void aRevokedOrOldInvitationOpensNothing() {
        String id = invite(admin, "late@invited.test", "agent").text("/data/id");
        String token = token(mailTo("late@invited.test"));
        Provisioning globex = Provisioning.of("globex" + companies + ".test").stored(client);
        Caller.Agent foreign = desk.logIn(globex.adminEmail());
        assertThat(desk.delete(foreign, "/api/user_invitations/" + id).status()).isEqualTo(404);
        assertThat(desk.delete(desk.logIn(acme.agentEmail()), "/api/user_invitations/" + id)
                        .status())
                .isEqualTo(403);
        assertThat(desk.delete(admin, "/api/user_invitations/" + id).status()).isEqualTo(204);
        assertThat(accept(token).status()).isEqualTo(404);

        invite(admin, "old@invited.test", "agent");
        String old = token(mailTo("old@invited.test"));
        database.sql("UPDATE invitation SET expires_at = now() - interval '1 second' WHERE email = 'old@invited.test'")
                .then()
                .block();
        Desk.Answer expired = accept(old);
        assertThat(expired.status()).isEqualTo(404);
        assertThat(expired.text("/detail"))
                .isEqualTo(accept("never-was-a-token").text("/detail"));
    }

    @Test
    void aResetMailSetsAPasswordOnceAndEndsEveryLogin() {
        Caller.Agent jane = desk.logIn(acme.agentEmail());
        assertThat(askForReset(acme.agentEmail()).body()).isEqualTo("{\"data\":{\"ok\":true}}");
        String token = token(mailTo(acme.agentEmail()));
        List<Integer> answers = Desk.atOnce(IntStream.range(0, 3)
                .mapToObj(i -> (Supplier<Desk.Answer>) () -> reset(token, "a new password " + i))
                .toList());
        assertThat(answers).containsOnlyOnce(200);
        facts.await(
                AccountUpdated.SessionRevoked.class,
                revoked -> revoked.sessionId().equals(jane.sessionId()));
        assertThat(logInStatus(acme.agentEmail(), Provisioning.PASSWORD)).isEqualTo(401);
        Awaitility.await().until(() -> mailsTo(acme.agentEmail()).size() == 2);
        assertThat(reset(token, "once more please").status()).isEqualTo(404);
    }

    @Test
    void aResetSaysNothingOfWhoExists() {
        Desk.Answer known = askForReset(acme.agentEmail());
        Desk.Answer unknown = askForReset("nobody@nowhere.test");
        switchOff(acme.admin());
        Desk.Answer off = askForReset(acme.adminEmail());
        assertThat(unknown).isEqualTo(known).isEqualTo(off);
        Awaitility.await().until(() -> count("SELECT count(*) FROM mail_job WHERE state = 'queued'") == 0);
        assertThat(mailsTo("nobody@nowhere.test")).isEmpty();
        assertThat(mailsTo(acme.adminEmail())).isEmpty();
        assertThat(count("SELECT count(*) FROM password_reset WHERE user_id IS NULL"))
                .isGreaterThanOrEqualTo(2);
        askForReset("nobody@nowhere.test");
        askForReset("nobody@nowhere.test");
        assertThat(askForReset("nobody@nowhere.test").status()).isEqualTo(429);
    }

    @Test
    void lettersAreSealedWhileTheyWaitAndForgottenOnceTheyAreSent() {
        invite(admin, "sealed@invited.test", "agent");
        mailTo("sealed@invited.test");
        Awaitility.await()
                .until(() -> count("SELECT count(*) FROM mail_job WHERE state = 'sent' AND letter <> ''") == 0);
        assertThat(count("SELECT count(*) FROM mail_job WHERE letter <> '' AND letter NOT LIKE 'v2.%'"))
                .isZero();
    }

    @Test
    void whoIsSwitchedOffLosesEveryLoginForGood() {
        Caller.Agent jane = desk.logIn(acme.agentEmail());
        assertThat(desk.post(admin, "/api/users/" + jane.number() + "/disable", "")
                        .json()
                        .at("/data/disabled")
                        .asBoolean())
                .isTrue();
        facts.await(AccountUpdated.User.class, user -> user.userId().equals(jane.userId()) && !user.active());
        facts.await(
                AuditRecorded.class,
                act -> act.action().equals("user.disabled")
                        && jane.userId().toString().equals(act.thing().id()));
        facts.await(
                AccountUpdated.SessionRevoked.class,
                revoked -> revoked.sessionId().equals(jane.sessionId()));
        assertThat(logInStatus(acme.agentEmail(), Provisioning.PASSWORD)).isEqualTo(401);
        assertThat(desk.post(admin, "/api/admin/users/user-" + jane.number() + "/enable", "")
                        .status())
                .isEqualTo(200);
        Caller.Agent back = desk.logIn(acme.agentEmail());
        assertThat(desk.get(back, "/api/sessions").json().at("/data")).hasSize(1);
    }

    @Test
    void whoIsDeletedIsGoneAndTheAddressIsFree() {
        Caller.Agent jane = desk.logIn(acme.agentEmail());
        assertThat(desk.delete(admin, "/api/users/" + jane.number()).status()).isEqualTo(204);
        assertThat(desk.get(admin, "/api/users/" + jane.number()).status()).isEqualTo(404);
        assertThat(desk.get(admin, "/api/users").body()).doesNotContain(acme.agentEmail());
        assertThat(logInStatus(acme.agentEmail(), Provisioning.PASSWORD)).isEqualTo(401);
        assertThat(createUser(acme.agentEmail(), "agent").status()).isEqualTo(201);
    }

    @Test
    void theLastOwnerAndTheLastAdministratorStay() {
        String me = "/api/users/" + admin.number();
        assertThat(role(admin, admin.number(), "agent").text("/detail")).contains("last administrator");
        assertThat(desk.post(admin, me + "/disable", "").status()).isEqualTo(409);
        assertThat(role(admin, admin.number(), "owner").status())
                .as("an account without owner gets one")
                .isEqualTo(200);
        Caller.Agent owner = desk.logIn(acme.adminEmail());
        int second = number(createUser("second" + companies + "@acme.test", "admin"));
        Caller.Agent other = desk.logIn("second" + companies + "@acme.test", "a good password");
        assertThat(role(owner, owner.number(), "admin").text("/detail")).contains("last owner");
        assertThat(role(other, owner.number(), "agent").status()).isEqualTo(403);
        assertThat(desk.delete(other, me).status()).isEqualTo(403);
        assertThat(role(other, second, "owner").status()).isEqualTo(403);
        assertThat(role(owner, second, "owner").status()).isEqualTo(200);
        Caller.Agent secondOwner = desk.logIn("second" + companies + "@acme.test", "a good password");
        List<Integer> both = Desk.atOnce(List.of(
                () -> role(owner, owner.number(), "admin"), () -> role(secondOwner, secondOwner.number(), "admin")));
        assertThat(both).as("two owners who leave at once").containsExactlyInAnyOrder(200, 409);
    }

    @Test
    void otherAccountsAndOtherRolesChangeNobody() {
        Provisioning globex = Provisioning.of("other" + companies + ".test").stored(client);
        Caller.Agent foreign = desk.logIn(globex.adminEmail());
        Caller.Agent jane = desk.logIn(acme.agentEmail());
        for (String path : List.of("/api/users/", "/api/admin/users/user-")) {
            String user = path + jane.number();
            assertThat(desk.get(foreign, user).status()).isEqualTo(404);
            assertThat(desk.post(foreign, user + "/disable", "").status()).isEqualTo(404);
            assertThat(desk.delete(foreign, user).body().replaceAll("\"traceId\":\"[^\"]*\"", ""))
                    .isEqualTo(desk.delete(foreign, path + "99999999").body().replaceAll("\"traceId\":\"[^\"]*\"", ""));
            assertThat(desk.put(jane, user + "/role", "{\"role\": \"owner\"}").status())
                    .isEqualTo(403);
            assertThat(desk.get(admin, path + "99999999999999").status()).isEqualTo(404);
        }
        assertThat(desk.put(admin, "/api/users/" + jane.number() + "/role", "{\"role\": \"root\"}")
                        .body())
                .contains("\"role\":[\"must be owner");
        assertThat(desk.post(admin, "/api/admin/users", """
                {"email": "m@x.test", "password": "long enough", "firstName": "M", "role": "agent", "organizationId": "%s"}
                """.formatted(globex.account()))
                        .status())
                .isEqualTo(403);
        assertThat(desk.get(admin, "/api/users/" + jane.number()).text("/data/role"))
                .isEqualTo("user");
    }

    @Test
    void aViewerReadsAndChangesNothingButItsOwnLogin() {
        Caller.Agent viewer = Callers.agent(acme.account(), acme.agent(), "Vera Viewer", "viewer");
        assertThat(desk.get(viewer, "/api/users").status()).isEqualTo(200);
        assertThat(desk.post(viewer, "/api/users/1/disable", "").body()).contains("Viewers cannot change anything");
        assertThat(invite(viewer, "a@b.test", "agent").body()).contains("Viewers cannot change anything");
        assertThat(desk.delete(viewer, "/api/session").status()).isEqualTo(200);
    }

    @Test
    void loginsAreListedWithTheirDeviceAndEndOneByOne() {
        Caller.Agent here = desk.logIn(acme.agentEmail());
        Caller.Agent there = desk.logIn(acme.agentEmail());
        Caller.Agent elsewhere = desk.logIn(acme.agentEmail());
        JsonNode all = desk.get(here, "/api/sessions").json().at("/data");
        assertThat(all).hasSize(3);
        assertThat(all.get(0).path("device").asString()).isEqualTo("Console/1.0");
        assertThat(all.get(0).path("address").asString()).isEqualTo("192.0.2.7");
        assertThat(all.get(2).path("current").asBoolean()).isTrue();
        assertThat(desk.delete(admin, "/api/sessions/" + there.sessionId()).status())
                .isEqualTo(404);
        assertThat(desk.delete(here, "/api/sessions/" + there.sessionId()).status())
                .isEqualTo(200);
        assertThat(desk.delete(here, "/api/sessions").json().at("/data/ended").asInt())
                .isEqualTo(1);
        facts.await(
                AccountUpdated.SessionRevoked.class,
                revoked -> revoked.sessionId().equals(elsewhere.sessionId()));
        assertThat(desk.get(here, "/api/sessions").json().at("/data")).hasSize(1);
    }

    @Test
    void aRevokedLoginLeavesTheTopicWhenItsTokenHasRunOut() {
        Caller.Agent jane = desk.logIn(acme.agentEmail());
        desk.delete(jane, "/api/session");
        String key = "session:" + jane.sessionId();
        facts.await(
                AccountUpdated.SessionRevoked.class,
                revoked -> revoked.sessionId().equals(jane.sessionId()));
        database.sql("UPDATE revoked_session SET expires_at = now() - interval '1 hour'")
                .then()
                .block();
        facts.awaitRecord(AccountUpdated.TOPIC, record -> record.value() == null && key.equals(record.key()));
        assertThat(count("SELECT count(*) FROM revoked_session WHERE expires_at < now() - interval '30 minutes'"))
                .isZero();
    }

    @Test
    void peopleHearByMailOfWhatTheyAskedForAndInOneMail() throws MessagingException {
        Caller.Agent jane = desk.logIn(acme.agentEmail());
        assertThat(desk.get(jane, "/api/me/notifications").body())
                .isEqualTo("{\"data\":{\"assigned\":false,\"mentioned\":false,\"unassigned\":false}}");
        desk.put(jane, "/api/me/notifications", "{\"assigned\":true,\"mentioned\":true,\"unassigned\":true}");
        Author omar = Author.agent(admin.userId(), "Omar", 7);
        UUID conversation = Ids.next();
        UUID taken = Ids.next();
        facts.publish(new ConversationUpdated.Created(
                Ids.next(), acme.account(), taken, Instant.now(), 1, 42, PLACE, Ids.next(), Owner.QUEUE, 1, null));
        facts.publish(owned(taken, Owner.AGENT, admin.userId(), omar));
        facts.publish(owned(conversation, Owner.AGENT, jane.userId(), omar));
        facts.publish(owned(conversation, Owner.AGENT, jane.userId(), omar));
        facts.publish(owned(Ids.next(), Owner.AGENT, jane.userId(), Author.agent(jane.userId(), "Jane", 8)));
        facts.publish(new ConversationUpdated.Mentioned(
                Ids.next(), acme.account(), conversation, Instant.now(), 3, Ids.next(), List.of(jane.userId()), omar));
        MimeMessage mail = mailTo(acme.agentEmail());
        assertThat(mail.getSubject()).isEqualTo("2 news from your desk");
        assertThat(GreenMailUtil.getWholeMessage(mail))
                .contains("Omar has assigned a conversation to you.", "Omar has named you in a note.")
                .contains("https://desk.acme.test/app/inbox/all/" + conversation)
                .doesNotContain("#42");
        assertThat(mailsTo(acme.adminEmail())).isEmpty();
    }

    @Test
    void aBrowserIsToldAtOnceUntilItOrItsLoginIsGone() {
        Caller.Agent jane = desk.logIn(acme.agentEmail());
        Author omar = Author.agent(admin.userId(), "Omar", 7);
        UUID conversation = Ids.next();
        try (PushBrowser browser = new PushBrowser()) {
            assertThat(desk.put(
                                    jane,
                                    "/api/me/push/devices",
                                    browser.subscription().replace("/send/1", ":x/"))
                            .status())
                    .isEqualTo(400);
            String inside = browser.subscription().replaceFirst("http://127.0.0.1:\\d+", "http://10.0.0.1");
            assertThat(desk.put(jane, "/api/me/push/devices", inside).status()).isEqualTo(200);
            Desk.Answer put = desk.put(jane, "/api/me/push/devices", browser.subscription());
            assertThat(put.status()).as(put.body()).isEqualTo(200);
            facts.publish(owned(conversation, Owner.AGENT, jane.userId(), omar));
            Awaitility.await().until(() -> !browser.heard().isEmpty());
            assertThat(browser.heard())
                    .containsExactly("{\"body\":\"Omar has assigned a conversation to you.\",\"path\":\"/app/inbox/all/"
                            + conversation + "\",\"tag\":\"assigned-" + conversation + "\"}");
            Awaitility.await("the guard refuses an address inside").until(() -> devices(jane) == 1);
            assertThat(browser.authorizations().getFirst())
                    .endsWith(", k=" + desk.get(jane, "/api/me/push").text("/data/public_key"));
            assertThat(desk.delete(admin, "/api/me/push/devices/" + put.text("/data/id"))
                            .status())
                    .as("somebody else's")
                    .isEqualTo(404);

            browser.leave();
            facts.publish(owned(Ids.next(), Owner.AGENT, jane.userId(), omar));
            Awaitility.await().until(() -> devices(jane) == 0);
            assertThat(browser.heard()).hasSize(2);
        }
    }

    private int devices(Caller.Agent agent) {
        return desk.get(agent, "/api/me/push").json().at("/data/devices").size();
    }

    private ConversationUpdated owned(UUID conversation, Owner owner, UUID agent, Author by) {
        return new ConversationUpdated.OwnerChanged(
                Ids.next(), acme.account(), conversation, Instant.now(), 2, owner, 2, agent, null, by, "asked");
    }

    private Desk.Answer register(String email, String company, String password) {
        return desk.post(NOBODY, "/api/registration", """
                {"user": {"company_name": "%s", "email": "%s", "password": "%s", "password_confirmation": "%s"}}
                """.formatted(company, email, password, password));
    }

    private Desk.Answer invite(Caller caller, String email, String role) {
        return desk.post(caller, "/api/user_invitations", """
                {"user_invitation": {"email": "%s", "role": "%s"}}""".formatted(email, role));
    }

    private Desk.Answer accept(String token) {
        return desk.post(NOBODY, "/api/user_invitations/accept", """
                {"token": "%s", "name": "Late", "password": "a good password"}""".formatted(token));
    }

    private Desk.Answer askForReset(String email) {
        return desk.post(NOBODY, "/api/reset_password", """
                {"email": "%s"}""".formatted(email));
    }

    private Desk.Answer reset(String token, String password) {
        return desk.put(NOBODY, "/api/reset_password", """
                {"password": "%s", "password_reset_token": "%s"}""".formatted(password, token));
    }

    private Desk.Answer createUser(String email, String role) {
        return desk.post(admin, "/api/admin/users", """
                {"email": "%s", "password": "a good password", "firstName": "Sam", "lastName": "Lee", "role": "%s"}
                """.formatted(email, role));
    }

    private static int number(Desk.Answer created) {
        return Integer.parseInt(created.text("/id").replace("user-", ""));
    }

    private Desk.Answer role(Caller caller, int number, String role) {
        return desk.put(caller, "/api/users/" + number + "/role", """
                {"user": {"role": "%s"}}""".formatted(role));
    }

    private int logInStatus(String email, String password) {
        return desk.post(NOBODY, "/api/session", """
                {"user": {"email": "%s", "password": "%s"}}""".formatted(email, password)).status();
    }

    private static List<MimeMessage> mailsTo(String address) {
        return Arrays.stream(POST.getReceivedMessages())
                .filter(mail -> GreenMailUtil.getAddressList(recipients(mail)).contains(address))
                .toList();
    }

    private static Address[] recipients(MimeMessage mail) {
        try {
            return mail.getAllRecipients();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MimeMessage mailTo(String address) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> mailsTo(address), mails -> !mails.isEmpty())
                .getFirst();
    }

    private static String token(MimeMessage mail) {
        Matcher token = TOKEN.matcher(
                GreenMailUtil.getWholeMessage(mail).replace("=\r\n", "").replace("=3D", "="));
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private long count(String sql) {
        return database.sql(sql).mapValue(Long.class).one().blockOptional().orElse(0L);
    }

    private void switchOff(UUID user) {
        database.sql("UPDATE app_user SET active = false WHERE id = $1")
                .bind(0, user)
                .then()
                .block();
    }
}
