package dev.switchboard.channel.twilio;

import dev.switchboard.channel.channel.Delivery;
import org.jspecify.annotations.Nullable;

/// Twilio's error codes in plain words for an agent.
final class TwilioErrors {
    private TwilioErrors() {}

    /// Whether a later attempt may go through.
    static boolean isRate(int code) {
        return code == 20429 || code == 21611 || code == 14107;
    }

    static Delivery.Failed failed(int code, @Nullable String message) {
        return switch (code) {
            case 20003 ->
                new Delivery.Failed("Twilio does not accept this account's token", "link the Twilio account again");
            case 20005 -> new Delivery.Failed("Twilio has suspended this account", "see its state in Twilio's console");
            case 21211, 21614, 30005 ->
                new Delivery.Failed("This is no number that takes text messages", "check the customer's number");
            case 21408 ->
                new Delivery.Failed(
                        "Text messages to this country are switched off", "allow the country in Twilio's console");
            case 21606, 21659 ->
                new Delivery.Failed("The inbox's number cannot send text messages", "link another number of Twilio");
            case 21610 ->
                new Delivery.Failed(
                        "This person has opted out by STOP", "they have to write START before you can write");
            case 30003 -> new Delivery.Failed("The phone is switched off or out of reach", "try again later");
            case 30004 -> new Delivery.Failed("The phone blocks messages from this number");
            case 30006 -> new Delivery.Failed("The number is a landline", "write on another channel");
            case 30007 ->
                new Delivery.Failed("The carrier took the message for spam", "change its words, above all its links");
            case 30034 ->
                new Delivery.Failed("The number is not registered for business messages", "register it (A2P 10DLC)");
            default ->
                new Delivery.Failed("Twilio refused the message: "
                        + (message == null || message.isBlank() ? "no reason given" : message) + " (" + code + ")");
        };
    }
}
