package dev.switchboard.ai.answer.messaging;

import dev.switchboard.ai.answer.AnswerJobs;
import dev.switchboard.ai.answer.AnswerWorkers;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.messaging.FactConsumers;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/// `context.assembled` → a job row, and a worker that is woken once it is committed.
@Configuration(proxyBeanMethods = false)
class AnswerConsumers {
    @Bean
    Consumer<Message<List<byte[]>>> answer(FactConsumers consumers, AnswerJobs jobs, AnswerWorkers workers) {
        Consumer<Message<List<byte[]>>> take = consumers.inBatches("answer", ContextAssembled.class, jobs::add);
        return take.andThen(_ -> workers.wake());
    }
}
