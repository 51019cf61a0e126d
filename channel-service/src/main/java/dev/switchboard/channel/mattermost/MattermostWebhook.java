package dev.switchboard.channel.mattermost;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.MalformedWebhook;
import dev.switchboard.channel.inbound.Webhook;
import dev.switchboard.channel.inbound.Whose;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.Digest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// What an outgoing webhook of Mattermost tells us. It names neither the thread nor a machine's author: the post itself
/// does, and is read before it is told. In a thread, whoever began it is the customer, and others are the business.
@Component
class MattermostWebhook implements Webhook {
    private final ProviderAccounts accounts;
    private final MattermostClient client;
    private final JsonMapper json;
    private final Clock clock;

    @JsonNaming(SnakeCaseStrategy.class)
    record Event(
            @Nullable String token,
            @Nullable String channelId,
            @Nullable String userId,
            @Nullable String userName,
            @Nullable String postId,
            @Nullable String text) {}

    MattermostWebhook(ProviderAccounts accounts, MattermostClient client, JsonMapper json, Clock clock) {
        this.accounts = accounts;
        this.client = client;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String provider() {
        return MattermostSettings.PROVIDER;
    }

    @Override
    public @Nullable String proof() {
        return null;
    }

    @Override
    public Whose whose(Hook hook) {
        String token = parsed(hook).token();
        if (token == null || token.isBlank()) {
            throw new MalformedWebhook("no token");
        }
        return new Whose.Holder(token);
    }

    @Override
    public boolean verifies(Hook hook, ProviderAccount account) {
        String presented = parsed(hook).token();
        String token = accounts.open(account, MattermostSettings.class).token();
        return presented != null && Digest.same(token, presented);
    }

    /// A form, or JSON where the webhook is set to it.
    private Event parsed(Hook hook) {
        if (hook.text().stripLeading().startsWith("{")) {
            return hook.as(json, Event.class, "outgoing webhook");
        }
        return ofForm(hook.form());
    }

    private static Event ofForm(Map<String, List<String>> form) {
        return new Event(
                first(form, "token"),
                first(form, "channel_id"),
                first(form, "user_id"),
                first(form, "user_name"),
                first(form, "post_id"),
                first(form, "text"));
    }

    private static @Nullable String first(Map<String, List<String>> form, String name) {
        List<String> values = form.get(name);
        return values == null ? null : values.getFirst();
    }

    @Override
    public List<Inbound> read(ProviderAccount account, Hook hook) {
        Event event = parsed(hook);
        if (event.postId() == null || event.channelId() == null || event.userId() == null || event.text() == null) {
            return List.of();
        }
        String text = storable(event.text());
        if (text.isBlank()) {
            return List.of();
        }
        String id = storable(event.postId());
        MattermostThread thread = new MattermostThread(storable(event.channelId()), id);
        return List.of(new Inbound.Received(
                "post:" + id,
                new MessageReceived.Said(
                        Ids.next(),
                        account.accountId(),
                        new Address(account.inboxId(), Channel.MATTERMOST, storable(event.userId()), thread.asText()),
                        clock.instant(),
                        id,
                        new Profile(event.userName() == null ? null : storable(event.userName()), null, null),
                        text,
                        List.of(),
                        null,
                        Map.of()),
                List.of(),
                true));
    }

    /// Empty for a post of a machine, ours above all.
    @Override
    public Mono<MessageReceived> complete(ProviderAccount account, MessageReceived fact) {
        if (!(fact instanceof MessageReceived.Said said)) {
            return Mono.just(fact);
        }
        MattermostSettings settings = accounts.open(account, MattermostSettings.class);
        return client.post(settings, said.deduplicationKey())
                .filter(post -> !post.byMachine())
                .flatMap(post -> post.rootId() == null || post.rootId().isEmpty()
                        ? Mono.just(fact)
                        : client.post(settings, post.rootId()).map(root -> inThread(said, root)));
    }

    private static MessageReceived inThread(MessageReceived.Said said, Post root) {
        MattermostThread own =
                Objects.requireNonNull(MattermostThread.of(said.address().thread()));
        String thread = new MattermostThread(own.channelId(), String.valueOf(root.id())).asText();
        String starter = String.valueOf(root.userId());
        Address address = new Address(said.address().inboxId(), Channel.MATTERMOST, starter, thread);
        if (starter.equals(said.address().identity())) {
            return said.at(address);
        }
        return new MessageReceived.SentOutside(
                said.eventId(),
                said.accountId(),
                address,
                said.occurredAt(),
                said.deduplicationKey(),
                new Author(Author.Kind.AGENT, null, said.profile().name(), null),
                said.body(),
                said.attachments());
    }

    /// PostgreSQL keeps every character but this one.
    private static String storable(String text) {
        return text.replace("\0", "");
    }
}
