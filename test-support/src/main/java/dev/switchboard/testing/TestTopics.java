package dev.switchboard.testing;

import dev.switchboard.common.messaging.TopicProvisioner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.awaitility.Awaitility;

/// Empty topics and no consumer groups, so that a test class sees none of the facts of the one before.
final class TestTopics {
    private TestTopics() {}

    static void recreate(String bootstrap) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<String> groups = admin.listGroups().all().get(30, TimeUnit.SECONDS).stream()
                    .map(GroupListing::groupId)
                    .toList();
            admin.deleteConsumerGroups(groups).all().get(30, TimeUnit.SECONDS);
            Set<String> topics = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            admin.deleteTopics(topics).all().get(30, TimeUnit.SECONDS);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .until(() ->
                            admin.listTopics().names().get(30, TimeUnit.SECONDS).isEmpty());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot empty Kafka: is a service of an earlier test still running?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        TopicProvisioner.provision(bootstrap, List.of());
    }
}
