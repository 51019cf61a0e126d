package dev.switchboard.ai.transcription.messaging;

import dev.switchboard.ai.transcription.TranscriptionJobs;
import dev.switchboard.ai.transcription.TranscriptionWorkers;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.messaging.FactConsumers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/// A spoken `message.created` → a job row, and a worker that is woken once it is committed.
@Configuration(proxyBeanMethods = false)
class TranscriptionConsumers {
    private static final String AUDIO = "\"audio/";

    /// Nearly every message is written; a batch without a recording costs a look at its text and no transaction.
    @Bean
    Consumer<Message<List<byte[]>>> recordings(
            FactConsumers consumers, TranscriptionJobs jobs, TranscriptionWorkers workers) {
        Consumer<Message<List<byte[]>>> take = consumers.inBatches("recordings", MessageCreated.class, jobs::add);
        return batch -> {
            boolean any = batch.getPayload().stream()
                    .anyMatch(fact -> new String(fact, StandardCharsets.UTF_8).contains(AUDIO));
            if (any) {
                take.accept(batch);
                workers.wake();
            }
        };
    }
}
