package dev.switchboard.conversation.publicid;

import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// An id in Omnichannel's form: a prefix and the UUID itself in 26 letters and digits (base 32), so that nothing has to
/// be looked up. A plain UUID is read too.
public enum PublicId {
    TICKET("tkt_"),
    CUSTOMER("cust_"),
    MESSAGE("msg_");

    private static final int BASE = 32;
    private static final Pattern DIGITS = Pattern.compile("[0-7][0-9a-v]{25}");
    private static final Pattern PLAIN = Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

    private final String prefix;

    PublicId(String prefix) {
        this.prefix = prefix;
    }

    public String of(UUID id) {
        BigInteger number =
                unsigned(id.getMostSignificantBits()).shiftLeft(64).or(unsigned(id.getLeastSignificantBits()));
        String digits = number.toString(BASE);
        return prefix + "0".repeat(26 - digits.length()) + digits;
    }

    /// Empty for what is no id of this kind.
    public Optional<UUID> parse(String text) {
        Optional<UUID> plain = plain(text);
        if (plain.isPresent()) {
            return plain;
        }
        if (!text.startsWith(prefix)
                || !DIGITS.matcher(text.substring(prefix.length())).matches()) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(text.substring(prefix.length()), BASE);
        return Optional.of(new UUID(number.shiftRight(64).longValue(), number.longValue()));
    }

    /// Of a kind that has no form of its own. Java alone would read shorter texts as well.
    public static Optional<UUID> plain(String text) {
        return PLAIN.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    private static BigInteger unsigned(long bits) {
        BigInteger signed = BigInteger.valueOf(bits);
        return bits < 0 ? signed.add(BigInteger.ONE.shiftLeft(64)) : signed;
    }
}
