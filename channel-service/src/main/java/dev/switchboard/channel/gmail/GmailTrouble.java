package dev.switchboard.channel.gmail;

/// Why Gmail cannot be asked.
final class GmailTrouble extends RuntimeException {
    private final boolean ended;

    private GmailTrouble(String words, boolean ended) {
        super(words, null, false, false);
        this.ended = ended;
    }

    static GmailTrouble passing(String words) {
        return new GmailTrouble(words, false);
    }

    /// Somebody has taken the access back; nothing but a new agreement helps.
    static GmailTrouble ended() {
        return new GmailTrouble("Google has ended the agreement: connect the mailbox again", true);
    }

    boolean isEnded() {
        return ended;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
