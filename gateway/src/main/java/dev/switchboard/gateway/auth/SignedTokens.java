package dev.switchboard.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.common.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The suite's own JWTs, in and out. A signature costs a fraction of a millisecond, so what was verified or minted
/// serves for some seconds; whether a login still stands is asked of `Accounts` each time.
public final class SignedTokens {
    private static final Duration LIFETIME = Duration.ofSeconds(60);
    /// Well below the lifetime, so that a token that is handed out lives on its way to the service.
    private static final Duration REUSE = Duration.ofSeconds(20);
    /// More callers than this: the least used are signed again.
    private static final int MOST = 10_000;

    private final Tokens tokens;
    private final Cache<String, Caller> verified =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REUSE).build();
    private final Cache<Caller, String> minted =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REUSE).build();

    SignedTokens(Tokens tokens) {
        this.tokens = tokens;
    }

    /// The internal token for a caller.
    public String internal(Caller caller) {
        String known = minted.getIfPresent(caller);
        if (known != null) {
            return known;
        }
        String token = tokens.mint(Tokens.Audience.INTERNAL, caller, LIFETIME);
        minted.put(caller, token);
        return token;
    }

    /// The widget token for a visitor.
    public String widget(Caller.Visitor visitor, Duration lifetime) {
        return tokens.mint(Tokens.Audience.WIDGET, visitor, lifetime);
    }

    /// @throws Problem when it is neither a login's nor a widget's valid token
    Caller caller(String token) {
        Caller known = verified.getIfPresent(token);
        if (known != null) {
            return known;
        }
        Caller.Agent agent = agent(token);
        Caller caller = agent != null ? agent : visitor(token);
        verified.put(token, caller);
        return caller;
    }

    private Caller.@Nullable Agent agent(String token) {
        try {
            return tokens.verify(Tokens.Audience.SESSION, token) instanceof Caller.Agent agent ? agent : null;
        } catch (Problem _) {
            return null;
        }
    }

    private Caller visitor(String token) {
        Caller caller = tokens.verify(Tokens.Audience.WIDGET, token);
        return caller instanceof Caller.Visitor visitor ? visitor : new Caller.Anonymous();
    }
}
