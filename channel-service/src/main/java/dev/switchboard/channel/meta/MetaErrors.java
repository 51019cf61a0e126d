package dev.switchboard.channel.meta;

import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.ProviderHttp;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Meta's error codes in plain words for an agent.
public final class MetaErrors {
    private static final Set<Integer> RATE = Set.of(4, 613, 80006, 80007, 130429, 131048, 131056);

    private MetaErrors() {}

    /// What a channel of Meta says of a message that it refuses.
    public record Refusal(int code, @Nullable String message) {}

    /// How far a message is after the answer.
    ///
    /// @param channel the channel's name for people
    /// @param messageId the message's id at Meta, where it was taken
    public static Delivery delivery(
            String channel, Answer answer, @Nullable String messageId, @Nullable Refusal refusal) {
        if (answer.isSuccess()) {
            return messageId == null ? ProviderHttp.lost(channel) : new Delivery.Sent(messageId, answer.requestId());
        }
        if (refusal == null) {
            return answer.isServerError()
                    ? ProviderHttp.lost(channel)
                    : new Delivery.Failed(channel + " answered " + answer.status());
        }
        if (RATE.contains(refusal.code())) {
            return new Delivery.Postponed("Too many messages were sent at once", true, answer.after());
        }
        return answer.isServerError()
                ? new Delivery.Postponed(
                        channel + " has trouble of its own (" + refusal.code() + ")", true, answer.after())
                : failed(channel, refusal.code(), refusal.message());
    }

    /// @param channel the channel's name for people
    public static Delivery.Failed failed(String channel, int code, @Nullable String title) {
        return switch (code) {
            case 131047 ->
                new Delivery.Failed(
                        "More than 24 hours have passed since the customer wrote",
                        "WhatsApp takes only a template now");
            case 131026 ->
                new Delivery.Failed("WhatsApp cannot deliver to this number", "it may have no WhatsApp, or an old one");
            case 131049 ->
                new Delivery.Failed(
                        "WhatsApp held the message back, so that this person does not get too many",
                        "wait a day, or write on another channel");
            case 131051, 131053 ->
                new Delivery.Failed(channel + " does not take this kind of file", "send it as a document or a link");
            case 131030 ->
                new Delivery.Failed("The number is not on the list of this test account", "add it in Meta's console");
            case 131031, 368 ->
                new Delivery.Failed("Meta has locked this account", "see its state in Meta's Business Manager");
            case 131042 ->
                new Delivery.Failed(
                        "Meta cannot charge this account", "check its payment method in Meta's Business Manager");
            case 132000 -> new Delivery.Failed("The template needs another number of values");
            case 132001 ->
                new Delivery.Failed("There is no such template in this language", "choose one that Meta has approved");
            case 132012 -> new Delivery.Failed("A value of the template has the wrong form");
            case 132015, 132016 -> new Delivery.Failed("Meta has paused this template", "choose another one");
            case 133010 ->
                new Delivery.Failed("The number is not registered with WhatsApp", "register it in Meta's console");
            case 130429 -> new Delivery.Failed("Too many messages were sent at once");
            case 190 ->
                new Delivery.Failed(
                        "The access token of this " + channel + " account is invalid or has expired",
                        "connect it again");
            case 10, 2018278 ->
                new Delivery.Failed(
                        "The time in which " + channel + " lets a business answer is over",
                        "wait until the customer writes again");
            case 551 -> new Delivery.Failed("This person does not take messages from the page");
            default ->
                new Delivery.Failed(channel + " refused the message: "
                        + (title == null ? "no reason given" : title.replaceFirst("^\\(#\\d+\\) ", "")) + " (" + code
                        + ")");
        };
    }
}
