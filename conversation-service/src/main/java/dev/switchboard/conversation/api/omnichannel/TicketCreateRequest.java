package dev.switchboard.conversation.api.omnichannel;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.conversation.api.Faults;
import dev.switchboard.conversation.publicid.PublicId;
import dev.switchboard.conversation.ticket.Opening;
import dev.switchboard.conversation.ticket.RequestName;
import dev.switchboard.conversation.ticket.TicketSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A ticket as a client asks for it.
///
/// @param id the client's own name of the request, as the header `Idempotency-Key`; ours
@JsonNaming(SnakeCaseStrategy.class)
record TicketCreateRequest(
        @Nullable String id,
        @Nullable Source source,
        @Nullable Person customer,
        @Nullable String subject,
        @Nullable String initialMessage,
        @Nullable String priority,
        @Nullable List<@Nullable String> tags) {
    static final int LONGEST_BODY = 64 * 1024;
    static final int LONGEST_LABEL = 500;
    static final int LONGEST_KEY = 255;
    private static final int LONGEST_IDENTITY = 400;

    @JsonNaming(SnakeCaseStrategy.class)
    record Source(
            @Nullable String channel,
            @Nullable String originPlatformId,

            @JsonProperty("is_bot_handoff") @Nullable Boolean isBotHandoff) {
        static final Source NONE = new Source(null, null, null);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Person(
            @Nullable String internalId,
            @Nullable String name,
            @Nullable String primaryEmail,
            @Nullable String channelIdentity) {
        static final Person NONE = new Person(null, null, null, null);
    }

    /// @param scope whose key it is
    /// @param inboxId a visitor's inbox
    Opening toOpening(UUID accountId, UUID scope, Author by, @Nullable UUID inboxId, @Nullable String header) {
        Faults faults = new Faults();
        Person person = customer == null ? Person.NONE : customer;
        Profile profile = profile(faults, person);
        String key = faults.label("id", header == null ? id : header, LONGEST_KEY);
        Opening opening = new Opening(
                accountId,
                key == null ? null : RequestName.ofCaller(scope, key),
                by,
                new Opening.Origin(source(faults, person), inboxId),
                known(faults, person, inboxId),
                profile,
                faults.label("subject", subject, LONGEST_LABEL),
                faults.one("priority", priority, OmnichannelWords.PRIORITIES),
                tags(faults, inboxId),
                List.of(),
                faults.text("initial_message", initialMessage, LONGEST_BODY));
        faults.refuse();
        return opening;
    }

    private static Profile profile(Faults faults, Person person) {
        return new Profile(
                faults.label("customer.name", person.name(), LONGEST_LABEL),
                faults.label("customer.primary_email", person.primaryEmail(), LONGEST_IDENTITY),
                null);
    }

    private TicketSource source(Faults faults, Person person) {
        Source said = source == null ? Source.NONE : source;
        Channel channel = faults.one("source.channel", said.channel(), OmnichannelWords.CHANNELS);
        return new TicketSource(
                channel == null ? Channel.API : channel,
                faults.label("source.origin_platform_id", said.originPlatformId(), LONGEST_IDENTITY),
                faults.label("customer.channel_identity", person.channelIdentity(), LONGEST_IDENTITY),
                Boolean.TRUE.equals(said.isBotHandoff()));
    }

    private List<String> tags(Faults faults, @Nullable UUID inboxId) {
        if (inboxId != null && tags != null && !tags.isEmpty()) {
            faults.wrong("tags", "are not a visitor's to set");
        }
        return TicketTags.of(faults, tags);
    }

    private static @Nullable UUID known(Faults faults, Person person, @Nullable UUID inboxId) {
        String given = person.internalId();
        if (given == null || given.isBlank()) {
            return null;
        }
        if (inboxId != null) {
            faults.wrong("customer.internal_id", "is not a visitor's to set");
        }
        UUID known = PublicId.CUSTOMER.parse(given).orElse(null);
        if (known == null) {
            faults.wrong("customer.internal_id", "does not exist");
        }
        return known;
    }
}
