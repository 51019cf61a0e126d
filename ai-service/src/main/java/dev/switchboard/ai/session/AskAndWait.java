package dev.switchboard.ai.session;

import dev.switchboard.ai.answer.Answer;
import dev.switchboard.ai.answer.Answers;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Says a customer's message to the suite, as any channel does, and waits for what comes of it: the bot's answer, a
/// person, or the end of patience. The answer reaches the conversation in every case.
@Component
class AskAndWait {
    private final Calls calls;
    private final Answers answers;
    private final FactProducer producer;
    private final SessionSettings settings;

    AskAndWait(Calls calls, Answers answers, FactProducer producer, SessionSettings settings) {
        this.calls = calls;
        this.answers = answers;
        this.producer = producer;
        this.settings = settings;
    }

    /// @param confidence 0 where the bot has not answered
    /// @param question what the AI was asked in words; null where it was not asked
    record Reply(
            String id,
            String text,
            List<Source> sources,
            @Nullable String intent,
            List<String> entities,
            double confidence,
            @Nullable String question) {
        static Reply fixed(String id, String text, @Nullable String intent) {
            return new Reply(id, text, List.of(), intent, List.of(), 0, null);
        }

        Reply to(String asked) {
            return new Reply(id, text, sources, intent, entities, confidence, asked);
        }
    }

    Mono<Reply> ask(MessageReceived.Said said) {
        Call.Key key = new Call.Key(said.accountId(), said.address(), said.deduplicationKey());
        return Mono.using(() -> calls.begin(key), call -> say(said).then(outcome(call)), calls::end)
                .timeout(
                        settings.patience(),
                        Mono.fromSupplier(() -> Reply.fixed(Ids.next().toString(), settings.holding(), null)));
    }

    /// Done when the message cannot be lost any more.
    Mono<Void> say(MessageReceived.Said said) {
        return producer.publish(said)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(
                        KafkaException.class,
                        _ -> Problem.of(ProblemCode.UNAVAILABLE, "The message could not be taken")
                                .advise("Send it again with the same id."));
    }

    private Mono<Reply> outcome(Call call) {
        UUID account = call.key().accountId();
        return call.heard().concatMap(heard -> reply(account, call, heard)).next();
    }

    private Mono<Reply> reply(UUID account, Call call, Heard heard) {
        return switch (heard) {
            case Heard.Replied replied -> replied(account, replied.reply());
            case Heard.WithPerson person -> withPerson(account, call, person.notice());
            case Heard.Known known -> answers.to(account, known.questionId()).map(this::known);
            case Heard.Refused refused -> Mono.error(Problem.of(ProblemCode.of(refused.code()), refused.detail()));
        };
    }

    private Mono<Reply> replied(UUID account, MessageCreated reply) {
        UUID question = reply.inReplyTo() == null ? reply.messageId() : reply.inReplyTo();
        return answers.to(account, question)
                .map(answer -> new Reply(
                        reply.messageId().toString(),
                        reply.body(),
                        reply.sources(),
                        answer.intent(),
                        answer.entities(),
                        answer.confidence(),
                        answer.question()))
                .defaultIfEmpty(new Reply(
                        reply.messageId().toString(), reply.body(), reply.sources(), null, List.of(), 0, null));
    }

    private Mono<Reply> withPerson(UUID account, Call call, @Nullable MessageCreated notice) {
        Reply reply = notice == null
                ? Reply.fixed(Ids.next().toString(), settings.person(), "handover")
                : Reply.fixed(notice.messageId().toString(), notice.body(), "handover");
        return Mono.justOrEmpty(call.questionId())
                .flatMap(question -> answers.to(account, question))
                .map(answer -> reply.to(answer.question()))
                .defaultIfEmpty(reply);
    }

    private Reply known(Answer answer) {
        return answer.body() == null
                ? Reply.fixed(answer.id().toString(), settings.person(), "handover")
                        .to(answer.question())
                : new Reply(
                        answer.id().toString(),
                        answer.body(),
                        List.of(),
                        answer.intent(),
                        answer.entities(),
                        answer.confidence(),
                        answer.question());
    }
}
