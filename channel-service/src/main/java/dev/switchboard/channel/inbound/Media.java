package dev.switchboard.channel.inbound;

/// A file that a provider keeps for us for a while.
///
/// @param ref the provider's id of it, or its address
/// @param kind image, audio, video, document …; stands in for the file where it cannot be had
public record Media(String ref, String kind, String name, String contentType) {
    public String inWords(String body) {
        String words = name.isEmpty() || name.equals(kind) ? body : (name + " " + body).strip();
        return words.isBlank() ? "[" + kind + "]" : "[" + kind + "] " + words;
    }
}
