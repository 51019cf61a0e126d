package dev.switchboard.channel.kit;

import dev.switchboard.channel.TestGateway.Call;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the contract has to know of an adapter, and no more: a new channel adds one of these.
///
/// @param settings of its account, JSON
/// @param play a message of a customer for its emulator, with `%1$s` the customer, `%2$s` the text and `%3$s` the
///     event's id
/// @param customer some customer's identity
/// @param other another one's
/// @param eventId some id that the provider would give
/// @param place where the answer to that message has to arrive
/// @param furthest how far its provider tells of a message
/// @param forged what nobody may be able to send, made from a genuine call
record ChannelKit(
        String provider,
        Channel channel,
        String settings,
        String play,
        String customer,
        String other,
        String eventId,
        Place place,
        Status furthest,
        Forged forged) {
    /// The address of a played message, from the customer and the event's id.
    interface Place {
        Address of(UUID inbox, String customer, String eventId);
    }

    interface Forged {
        List<Call> of(Call genuine);
    }

    String played(String customer, String text, String eventId) {
        return play.formatted(customer, text, eventId);
    }

    static Place plain(Channel channel) {
        return (inbox, customer, _) -> new Address(inbox, channel, customer, null);
    }

    static Place threaded(Channel channel, String prefix) {
        return (inbox, customer, id) -> new Address(inbox, channel, customer, prefix + id);
    }

    /// Without the header, with another value, and with another body under the same value.
    static Forged signedIn(String header) {
        return genuine -> {
            String proof = String.valueOf(genuine.headers().get(header));
            char last = proof.charAt(proof.length() - 3);
            String wrong = proof.substring(0, proof.length() - 3)
                    + (last == 'a' ? 'b' : 'a')
                    + proof.substring(proof.length() - 2);
            String body = new String(genuine.body(), java.nio.charset.StandardCharsets.UTF_8);
            byte[] other = body.replace("Genuine", "Garbled").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            return List.of(
                    genuine.with(header, null),
                    genuine.with(header, wrong),
                    genuine.with(header, proof.substring(1)),
                    genuine.with(other));
        };
    }

    @Override
    public @Nullable String toString() {
        return provider;
    }
}
