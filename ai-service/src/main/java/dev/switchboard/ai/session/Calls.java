package dev.switchboard.ai.session;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.common.messaging.TopicFollower;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/// The calls that wait in this replica, a bounded number. It reads `message.created` and `message.updated` whole,
/// without a group, and tells each call what concerns it.
@Component
class Calls extends TopicFollower {
    private final Map<Call.Key, Call> calls = new ConcurrentHashMap<>();
    private final Map<UUID, Call> byQuestion = new ConcurrentHashMap<>();
    private final SessionSettings settings;

    Calls(Brokers brokers, SessionSettings settings, MeterRegistry meters) {
        super(
                brokers,
                "ai-calls",
                List.of(MessageCreated.TOPIC, MessageUpdated.TOPIC),
                TailReader.From.END,
                settings.startup());
        this.settings = settings;
        Gauge.builder("switchboard.calls.waiting", calls, Map::size)
                .description("HTTP calls that wait for an answer of the AI")
                .register(meters);
    }

    /// Begins to wait; `end` must follow.
    ///
    /// @throws Problem `UNAVAILABLE` when too many calls wait, `CONFLICT` when one waits for this very message
    Call begin(Call.Key key) {
        if (calls.size() >= settings.waiting()) {
            throw Problem.of(ProblemCode.UNAVAILABLE, "Too many calls wait for an answer")
                    .advise("Try again in a moment.");
        }
        Call call = new Call(key);
        if (calls.putIfAbsent(key, call) != null) {
            throw Problem.of(ProblemCode.CONFLICT, "A call with this message id waits already");
        }
        return call;
    }

    void end(Call call) {
        calls.remove(call.key(), call);
        UUID questionId = call.questionId();
        if (questionId != null) {
            byQuestion.remove(questionId, call);
        }
    }

    @Override
    protected void hear(ConsumerRecord<String, byte[]> record) {
        if (calls.isEmpty()) {
            return;
        }
        if (record.topic().equals(MessageCreated.TOPIC)) {
            created(WireJson.read(record.value(), MessageCreated.class));
        } else {
            updated(WireJson.read(record.value(), MessageUpdated.class));
        }
    }

    private void created(MessageCreated message) {
        if (message.deduplicationKey() != null) {
            Call call = calls.get(new Call.Key(message.accountId(), message.address(), message.deduplicationKey()));
            if (call != null) {
                recorded(call, message.messageId(), message.conversationId());
            }
        }
        if (message.inReplyTo() != null && message.author().kind() == Author.Kind.BOT) {
            Call call = byQuestion.get(message.inReplyTo());
            if (call != null) {
                call.hear(new Heard.Replied(message));
                return;
            }
        }
        if (message.owner() != Owner.BOT) {
            boolean notice = message.kind() == MessageCreated.Kind.HANDOVER;
            byQuestion.values().stream()
                    .filter(call -> message.conversationId().equals(call.conversationId()))
                    .forEach(call -> call.hear(new Heard.WithPerson(notice ? message : null)));
        }
    }

    private void updated(MessageUpdated fact) {
        switch (fact) {
            case MessageUpdated.Repeated again -> {
                Call call = calls.get(new Call.Key(again.accountId(), again.address(), again.deduplicationKey()));
                if (call != null) {
                    recorded(call, again.messageId(), again.conversationId());
                    call.hear(new Heard.Known(again.messageId()));
                }
            }
            case MessageUpdated.Refused refused -> {
                Call call = calls.get(new Call.Key(refused.accountId(), refused.address(), refused.deduplicationKey()));
                if (call != null) {
                    call.hear(new Heard.Refused(refused.code(), refused.detail()));
                }
            }
            case MessageUpdated.Edited _,
                    MessageUpdated.Deleted _,
                    MessageUpdated.Seen _,
                    MessageUpdated.Transcribed _,
                    MessageUpdated.DeliveryChanged _,
                    MessageUpdated.Unknown _ -> {}
        }
    }

    private void recorded(Call call, UUID questionId, UUID conversationId) {
        call.recorded(questionId, conversationId);
        byQuestion.put(questionId, call);
        if (calls.get(call.key()) != call) {
            byQuestion.remove(questionId, call);
        }
    }
}
