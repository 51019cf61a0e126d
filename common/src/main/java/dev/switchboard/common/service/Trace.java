package dev.switchboard.common.service;

import io.micrometer.context.ContextRegistry;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.util.context.ContextView;

/// The trace that a piece of work belongs to (W3C Trace Context). It lives in the log's MDC and in the Reactor
/// context, travels as `traceparent` on HTTP and Kafka, and rests in outbox and job rows.
///
/// @param sampled whether its spans are kept, where spans are told at all
public record Trace(String traceId, String spanId, boolean sampled) {
    public static final String HEADER = "traceparent";
    public static final String CONTEXT_KEY = "switchboard.trace";
    private static final String MDC_KEY = "traceId";
    private static final String MDC_PARENT = "traceparent";
    private static final int LENGTH = 55;
    private static final Pattern FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /// Lets the trace follow a Reactor flow from thread to thread, MDC included.
    static void followReactor() {
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(CONTEXT_KEY, Trace::headerOrNull, Trace::bind, Trace::unbind);
    }

    public static Trace start() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return new Trace(
                hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1L),
                hex.toHexDigits(random.nextLong() | 1L),
                true);
    }

    /// The trace of a `traceparent`, or a new one where the header is absent or malformed.
    public static Trace parse(@Nullable String header) {
        Trace given = parseOrNull(header);
        return given == null ? start() : given;
    }

    static @Nullable Trace parseOrNull(@Nullable String header) {
        return header == null || !FORM.matcher(header).matches()
                ? null
                : new Trace(header.substring(3, 35), header.substring(36, 52), (header.charAt(54) & 1) == 1);
    }

    /// The trace bound to this thread, or a new one.
    public static Trace current() {
        return parse(MDC.get(MDC_PARENT));
    }

    /// The `traceparent` of a Reactor flow, or of this thread, or a new one.
    public static String header(ContextView context) {
        return context.hasKey(CONTEXT_KEY)
                ? context.get(CONTEXT_KEY)
                : current().header();
    }

    static @Nullable String headerOrNull() {
        return MDC.get(MDC_PARENT);
    }

    public String header() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    public void bind() {
        bind(header());
    }

    /// Reactor calls this at each turn of a flow, so it does not parse what has the right length.
    private static void bind(String header) {
        String trace = header.length() == LENGTH ? header : parse(header).header();
        MDC.put(MDC_KEY, trace.substring(3, 35));
        MDC.put(MDC_PARENT, trace);
    }

    public static void unbind() {
        MDC.remove(MDC_KEY);
        MDC.remove(MDC_PARENT);
    }
}
