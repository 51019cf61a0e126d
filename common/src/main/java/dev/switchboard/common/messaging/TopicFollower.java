package dev.switchboard.common.messaging;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;

/// Hears topics whole on every replica, from before the port opens and the first message is taken. A record that cannot
/// be read is logged and skipped.
public abstract class TopicFollower implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

    private final String name;
    private final Duration startup;
    private final TailReader tail;

    /// @param name of the reader at the broker
    /// @param startup the service does not start without what stands on the topics by then
    protected TopicFollower(Brokers brokers, String name, List<String> topics, TailReader.From from, Duration startup) {
        this.name = name;
        this.startup = startup;
        this.tail = new TailReader(brokers, name, topics, from, this::hearAll);
    }

    /// Takes one record after the other, on the reader's thread; must not block.
    protected abstract void hear(ConsumerRecord<String, byte[]> record);

    private void hearAll(ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                hear(record);
            } catch (JacksonException e) {
                LOG.error("{} skips {} of {}", name, record.offset(), record.topic(), e);
            }
        }
    }

    @Override
    public void start() {
        tail.start();
        tail.awaitCaughtUp(startup);
    }

    @Override
    public void stop() {
        tail.stop();
    }

    @Override
    public boolean isRunning() {
        return tail.isRunning();
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
