package dev.switchboard.channel.slack;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.Staff;
import dev.switchboard.common.contract.Author;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Who a member of a workspace is here: the agent with the same e-mail address, which Slack tells of its members.
@Component
class SlackMembers {
    private static final Duration FRESH = Duration.ofMinutes(10);
    /// More are asked for again.
    private static final int MOST = 10_000;

    private final SlackClient client;
    private final Staff staff;
    private final Clock clock;
    private final Map<Member, Address> addresses = new ConcurrentHashMap<>();

    SlackMembers(SlackClient client, Staff staff, Clock clock) {
        this.client = client;
        this.staff = staff;
        this.clock = clock;
    }

    private record Member(UUID inboxId, String user) {}

    private record Address(String email, Instant until) {}

    /// Empty for who is no agent of the account, and where Slack does not say.
    Mono<Author> agent(ProviderAccount account, SlackSettings settings, String user) {
        return email(new Member(account.inboxId(), user), settings)
                .flatMap(email -> Mono.justOrEmpty(staff.answering(account.accountId(), email)));
    }

    private Mono<String> email(Member member, SlackSettings settings) {
        Address known = addresses.get(member);
        if (known != null && clock.instant().isBefore(known.until())) {
            return Mono.just(known.email());
        }
        return client.email(settings, member.user()).doOnNext(email -> {
            if (addresses.size() >= MOST) {
                addresses.clear();
            }
            addresses.put(member, new Address(email, clock.instant().plus(FRESH)));
        });
    }
}
