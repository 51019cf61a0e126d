package dev.switchboard.common.service;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Mono;

/// The spans of a service, told to an OpenTelemetry collector where the environment names one (the standard
/// `OTEL_EXPORTER_OTLP_ENDPOINT`, and whatever else OpenTelemetry defines). Without one nothing is begun, and a trace
/// is
/// handed on as it came. A span says what was done, and never what was said or by whom.
public final class Spans implements AutoCloseable {
    /// Of what works outside of a service, and of tests.
    public static final Spans NONE = new Spans(null);

    private final @Nullable OpenTelemetrySdk sdk;
    private final @Nullable Tracer tracer;

    private Spans(@Nullable OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        this.tracer = sdk == null ? null : sdk.getTracer("dev.switchboard");
    }

    static Spans of(String service, Environment environment) {
        boolean wanted = StringUtils.hasText(environment.getProperty("OTEL_EXPORTER_OTLP_ENDPOINT"))
                || StringUtils.hasText(environment.getProperty("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"));
        return wanted ? new Spans(sdk(service)) : NONE;
    }

    /// Over HTTP, and spans alone; what the environment says counts more.
    private static OpenTelemetrySdk sdk(String service) {
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.service.name",
                        service,
                        "otel.exporter.otlp.protocol",
                        "http/protobuf",
                        "otel.metrics.exporter",
                        "none",
                        "otel.logs.exporter",
                        "none"))
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
    }

    public boolean areTold() {
        return tracer != null;
    }

    /// Work that has begun.
    ///
    /// @param trace the `traceparent` of what follows from it
    public record Begun(String trace, @Nullable Span span) {
        Begun named(String name) {
            if (span != null) {
                span.updateName(name);
            }
            return this;
        }

        Begun with(AttributeKey<Long> key, int value) {
            if (span != null) {
                span.setAttribute(key, value);
            }
            return this;
        }

        Begun with(AttributeKey<String> key, String value) {
            if (span != null) {
                span.setAttribute(key, value);
            }
            return this;
        }

        public void end() {
            if (span != null) {
                span.end();
            }
        }

        /// The error's message may hold what a customer wrote; its type does not.
        public void fail(Throwable error) {
            if (span != null) {
                span.setStatus(StatusCode.ERROR, error.getClass().getSimpleName());
                span.end();
            }
        }
    }

    /// Nothing that is told.
    public static final Begun NOTHING = new Begun("", null);

    /// @param name one of few: it holds no id
    /// @param parent the `traceparent` of what led to it; without one a trace begins
    public Begun begin(SpanKind kind, String name, @Nullable String parent) {
        if (tracer == null) {
            return new Begun(parent == null ? Trace.start().header() : parent, null);
        }
        Trace given = Trace.parseOrNull(parent);
        Span span = tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(given == null ? Context.root() : Context.root().with(Span.wrap(context(given))))
                .startSpan();
        SpanContext own = span.getSpanContext();
        return new Begun(new Trace(own.getTraceId(), own.getSpanId(), own.isSampled()).header(), span);
    }

    private static SpanContext context(Trace trace) {
        return SpanContext.createFromRemoteParent(
                trace.traceId(),
                trace.spanId(),
                trace.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    /// The work under a span of its own, whose trace it sees.
    ///
    /// @param parent as in `begin`
    public <T> Mono<T> around(SpanKind kind, String name, @Nullable String parent, Mono<T> work) {
        return Mono.defer(() -> {
            Begun begun = begin(kind, name, parent);
            Mono<T> seen =
                    begun.span() == null ? work : work.doOnError(begun::fail).doFinally(_ -> begun.end());
            return seen.contextWrite(context -> context.put(Trace.CONTEXT_KEY, begun.trace()));
        });
    }

    /// What has ended is still told.
    @Override
    public void close() {
        if (sdk != null) {
            sdk.close();
        }
    }
}
