package dev.switchboard.ai.transcription;

import static dev.switchboard.ai.transcription.VoiceFixture.EPOCH;
import static dev.switchboard.ai.transcription.VoiceFixture.spoken;
import static dev.switchboard.ai.transcription.VoiceFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ai.AiServiceApplication;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.common.service.Trace;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import dev.switchboard.testing.VoiceRecording;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@SwitchboardIntegrationTest(AiServiceApplication.class)
@ContextConfiguration(initializers = Model.Reachable.class)
@TestPropertySource(
        properties = {
            "switchboard.transcription.attempts=3",
            "switchboard.transcription.retry=50ms",
            "switchboard.transcription.longest-wait=100ms",
            "switchboard.transcription.answer=700ms",
            "switchboard.transcription.lease=3s",
            "switchboard.transcription.poll=100ms"
        })
class TranscriptionStreamTests {
    private static final String WORDS = "How do I return an item?";

    @TempDir
    static Path folder;

    private final UUID account = Ids.next();
    private final UUID conversation = Ids.next();

    @Autowired
    Facts facts;

    @Autowired
    Model model;

    @Autowired
    Blobs blobs;

    @Autowired
    TranscriptionJobs jobs;

    @Autowired
    TranscriptionWorkers workers;

    @Autowired
    TellTranscription tell;

    @Autowired
    CircuitBreaker breaker;

    @Autowired
    DatabaseClient database;

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry properties) {
        properties.add("switchboard.blob.folder", () -> folder.toString());
    }

    @BeforeEach
    void closed() {
        model.fault("none", 1);
        breaker.reset();
    }

    @Test
    void theWordsOfAVoiceMessageAreToldToWhoRecordedIt() {
        MessageCreated voice = spoken(account, conversation, kept(WORDS));
        facts.publish(voice, written(account, conversation, "Hello?"));

        MessageReceived.Transcribed told = transcribed(voice);

        assertThat(told.text()).isEqualTo(WORDS);
        assertThat(told.key()).isEqualTo(voice.address().senderKey(account));
        assertThat(told.owner()).isEqualTo(Owner.BOT);
        assertThat(told.leaseEpoch()).isEqualTo(EPOCH);
        assertThat(model.heard()).contains(new Model.Heard("voice.mp3", WORDS));
        assertThat(trace(MessageReceived.TOPIC, told.eventId()))
                .isEqualTo(trace(MessageCreated.TOPIC, voice.eventId()));
        Awaitility.await().until(() -> waiting() == 0);
    }

    @Test
    void aModelThatRecoversIsAskedAgain() {
        for (String fault : List.of("429", "500", "timeout")) {
            model.fault(fault, 2);
            MessageCreated voice = spoken(account, Ids.next(), kept(fault));
            facts.publish(voice);
            assertThat(transcribed(voice).text()).isEqualTo(fault);
            breaker.reset();
        }
        assertThat(facts.told(HandoverRequested.class))
                .noneMatch(asked -> asked.accountId().equals(account));
    }

    @Test
    void aModelThatKeepsFailingLeavesTheMessageToAPerson() {
        model.fault("500", 3);
        MessageCreated voice = spoken(account, conversation, kept(WORDS));
        facts.publish(voice);

        HandoverRequested asked = handOverOf(voice);

        assertThat(asked.reason()).isEqualTo(Reason.NOT_TRANSCRIBED);
        assertThat(asked.detail())
                .isEqualTo("A voice message could not be transcribed: the model has trouble of its own.");
        assertThat(asked.by()).isEqualTo(Author.Kind.BOT);
        assertThat(asked.leaseEpoch()).isEqualTo(EPOCH);
        Awaitility.await().until(() -> waiting() == 0);
    }

    @Test
    void aRecordingThatTheModelCannotReadIsNotTriedAgain() {
        model.fault("refused", 1);
        MessageCreated voice = spoken(account, conversation, kept(WORDS));
        facts.publish(voice);

        assertThat(handOverOf(voice).detail()).contains("the model cannot read it");
        assertThat(model.heard()).noneMatch(heard -> heard.text().equals(WORDS + account));
    }

    @Test
    void silenceAndAMissingRecordingGoToAPersonToo() {
        MessageCreated silence = spoken(account, conversation, kept(" "));
        MessageCreated missing = spoken(account, Ids.next(), UUID.randomUUID());
        facts.publish(silence, missing);

        assertThat(handOverOf(silence).detail()).contains("there are no words in it");
        assertThat(handOverOf(missing).detail()).contains("its recording is not in the store");
    }

    @Test
    void nobodyIsCalledWhereAPersonListensAlready() {
        MessageCreated toJane = spoken(account, conversation, UUID.randomUUID(), Owner.AGENT);
        MessageCreated last = spoken(account, conversation, kept(WORDS));
        facts.publish(toJane, last);

        transcribed(last);

        assertThat(facts.told(HandoverRequested.class))
                .noneMatch(asked -> asked.accountId().equals(account));
    }

    @Test
    void aVoiceMessageThatComesTwiceIsToldOnce() {
        MessageCreated voice = spoken(account, conversation, kept(WORDS));
        MessageCreated last = spoken(account, conversation, kept("And two items?"));
        facts.publish(voice, voice, last, voice);

        transcribed(last);

        assertThat(facts.told(MessageReceived.class))
                .filteredOn(told -> told.accountId().equals(account))
                .extracting(told -> ((MessageReceived.Transcribed) told).text())
                .containsExactly(WORDS, "And two items?");
    }

    @Test
    void whileTheModelKeepsFailingItIsLeftAlone() {
        breaker.transitionToOpenState();
        MessageCreated voice = spoken(account, conversation, kept("never heard " + account));
        facts.publish(voice);

        assertThat(handOverOf(voice).detail()).contains("the model keeps failing");
        assertThat(model.heard()).noneMatch(heard -> heard.text().contains(account.toString()));
    }

    @Test
    void theMessageOfAKilledWorkerIsTakenUpAndTheOvertakenOneTellsNothing() {
        workers.stop();
        MessageCreated voice = spoken(account, conversation, kept(WORDS));
        assertThat(jobs.add(List.of(new Received<>(voice, Trace.start().header())))
                        .block())
                .isNull();
        TranscriptionJob killed = jobs.take(1).single().block();
        assertThat(jobs.take(1).collectList().block()).isEmpty();

        workers.start();

        assertThat(transcribed(voice).eventId()).isEqualTo(killed.id());
        assertThat(tell.understood(killed, new Transcription.Understood("late"), 0)
                        .block())
                .isNull();
        assertThat(facts.told(MessageReceived.class))
                .filteredOn(told -> told.accountId().equals(account))
                .hasSize(1);
    }

    private UUID kept(String words) {
        return blobs.keep(account, "ada", VoiceRecording.mp3(words)).block();
    }

    private MessageReceived.Transcribed transcribed(MessageCreated voice) {
        return facts.await(
                MessageReceived.Transcribed.class,
                told -> told.deduplicationKey().equals(voice.deduplicationKey()));
    }

    private HandoverRequested handOverOf(MessageCreated voice) {
        return facts.await(HandoverRequested.class, asked -> voice.messageId().equals(asked.inReplyTo()));
    }

    private long waiting() {
        return database.sql("SELECT count(*) FROM transcription_job")
                .mapValue(Long.class)
                .one()
                .block();
    }

    private String trace(String topic, UUID eventId) {
        String header = TailReader.header(
                facts.awaitRecord(topic, r -> eventId.toString().equals(TailReader.header(r, "ce_id"))), Trace.HEADER);
        return Trace.parse(header).traceId();
    }
}
