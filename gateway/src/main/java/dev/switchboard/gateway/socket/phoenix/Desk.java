package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.gateway.participant.Agent;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// What an agent does on one socket, whatever the topic. conversation-service decides whether it may.
final class Desk {
    private final Agent agent;
    private final Posts posts;
    private final long longestText;

    Desk(Agent agent, Posts posts, long longestText) {
        this.agent = agent;
        this.posts = posts;
        this.longestText = longestText;
    }

    Agent agent() {
        return agent;
    }

    void post(Line line, Ref ref, UUID conversation, Payload payload) {
        Shout shout = Shout.of(payload, longestText);
        posts.add(
                agent.post(conversation, shout.body(), shout.note(), shout.fileIds(), shout.id())
                        .map(posted -> () -> line.ok(ref, posted.netia())),
                problem -> line.error(ref, problem));
    }

    void read(Line line, Ref ref, UUID conversation) {
        posts.add(
                agent.seen(conversation).then(Mono.just(() -> line.ok(ref, Json.NOTHING))),
                problem -> line.error(ref, problem));
    }

    void close() {
        posts.close();
    }
}
