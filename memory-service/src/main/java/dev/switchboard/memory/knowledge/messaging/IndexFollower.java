package dev.switchboard.memory.knowledge.messaging;

import dev.switchboard.common.contract.KnowledgeUpdated;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.common.messaging.TopicFollower;
import dev.switchboard.memory.knowledge.Articles;
import dev.switchboard.memory.knowledge.Knowledge;
import dev.switchboard.memory.knowledge.KnowledgeSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Builds this replica's index from PostgreSQL before the service answers, and then follows `knowledge.updated`. What
/// is told is only that an article changed: its present state is read anew, so that facts may repeat and overtake one
/// another. Articles that wait to be read are kept once each.
@Component
class IndexFollower extends TopicFollower {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFollower.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int AT_ONCE = 200;

    private final Articles articles;
    private final Knowledge knowledge;
    private final KnowledgeSettings settings;
    private final Map<String, KnowledgeUpdated> waiting = new LinkedHashMap<>();
    private volatile @Nullable Thread worker;

    IndexFollower(
            Articles articles, Knowledge knowledge, KnowledgeSettings settings, Brokers brokers, MeterRegistry meters) {
        super(brokers, "knowledge-index", List.of(KnowledgeUpdated.TOPIC), TailReader.From.END, settings.startup());
        this.articles = articles;
        this.knowledge = knowledge;
        this.settings = settings;
        Gauge.builder("switchboard.knowledge.waiting", waiting, Map::size)
                .description("articles whose change is not in the index yet")
                .register(meters);
    }

    @Override
    protected void hear(ConsumerRecord<String, byte[]> record) {
        KnowledgeUpdated fact = WireJson.read(record.value(), KnowledgeUpdated.class);
        synchronized (waiting) {
            waiting.merge(key(fact), fact, (a, b) -> a.articleVersion() > b.articleVersion() ? a : b);
            waiting.notifyAll();
        }
    }

    private void follow() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                KnowledgeUpdated next = next();
                try {
                    bringUpToDate(next);
                    done(next);
                } catch (RuntimeException e) {
                    // the database is away: the article keeps waiting, and so does the search for its new text
                    LOG.warn("The index waits for article {}: {}", next.articleId(), e.toString());
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The index follower stops");
        }
    }

    private KnowledgeUpdated next() throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty()) {
                waiting.wait();
            }
            return waiting.values().iterator().next();
        }
    }

    private static String key(KnowledgeUpdated fact) {
        return fact.accountId() + "/" + fact.articleId();
    }

    private void done(KnowledgeUpdated fact) {
        synchronized (waiting) {
            boolean _ = waiting.remove(key(fact), fact);
        }
    }

    private void bringUpToDate(KnowledgeUpdated fact) {
        articles.edition(fact.accountId(), fact.articleId())
                .map(knowledge::index)
                .defaultIfEmpty(knowledge.forget(fact.accountId(), fact.articleId(), fact.articleVersion()))
                .flatMap(work -> work)
                .block(PATIENCE);
    }

    @Override
    public void start() {
        super.start();
        articles.editions()
                .buffer(AT_ONCE)
                .concatMap(knowledge::indexAll)
                .then()
                .block(settings.startup());
        worker = Thread.ofPlatform().name("knowledge-index").daemon().start(this::follow);
    }

    @Override
    public void stop() {
        super.stop();
        Thread following = worker;
        if (following != null) {
            following.interrupt();
        }
        worker = null;
    }
}
