package dev.switchboard.common.messaging;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/// Tells trouble that passes (the database or the broker is away, a deadlock, a time-out) from poison.
public final class Trouble {
    private Trouble() {}

    public static boolean isTransient(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcTransientException
                    || cause instanceof R2dbcNonTransientResourceException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof NonTransientDataAccessResourceException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof TimeoutException
                    || cause instanceof IOException
                    || shutsDown(cause)) {
                return true;
            }
        }
        return false;
    }

    /// Reactor's `block(timeout)` and PostgreSQL's 57P0x (server shuts down or starts) have no type of their own.
    private static boolean shutsDown(Throwable cause) {
        return (cause instanceof IllegalStateException
                        && String.valueOf(cause.getMessage()).startsWith("Timeout on blocking read"))
                || (cause instanceof R2dbcException e
                        && e.getSqlState() != null
                        && (e.getSqlState().startsWith("57P") || e.getSqlState().startsWith("08")));
    }
}
