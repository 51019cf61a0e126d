package dev.switchboard.common.service;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.r2dbc.proxy.ProxyConnectionFactory;
import io.r2dbc.proxy.core.QueryExecutionInfo;
import io.r2dbc.proxy.core.QueryInfo;
import io.r2dbc.proxy.listener.ProxyExecutionListener;
import io.r2dbc.spi.ConnectionFactory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import reactor.util.context.ContextView;

/// A span for each statement of a traced flow, with its text: values are always bound, so that no text holds any. While
/// no spans are told, connections stay as they are.
class QuerySpans implements ConnectionFactoryDecorator, ProxyExecutionListener {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");
    private static final int LONGEST = 300;

    private final Spans spans;

    QuerySpans(Spans spans) {
        this.spans = spans;
    }

    @Override
    public ConnectionFactory decorate(ConnectionFactory connections) {
        return spans.areTold()
                ? ProxyConnectionFactory.builder(connections).listener(this).build()
                : connections;
    }

    @Override
    public void beforeQuery(QueryExecutionInfo execution) {
        String parent = parent(execution);
        if (parent != null) {
            String text = execution.getQueries().stream()
                    .map(QueryInfo::getQuery)
                    .collect(Collectors.joining("; "))
                    .replaceAll("\\s+", " ")
                    .strip();
            Spans.Begun begun = spans.begin(SpanKind.CLIENT, text.split(" ", 2)[0], parent)
                    .with(SYSTEM, "postgresql")
                    .with(TEXT, text.length() <= LONGEST ? text : text.substring(0, LONGEST));
            execution.getValueStore().put(this, begun);
        }
    }

    /// What looks by itself whether there is work belongs to no trace.
    private static @Nullable String parent(QueryExecutionInfo execution) {
        ContextView flow = execution.getValueStore().get(ContextView.class, ContextView.class);
        return flow != null && flow.hasKey(Trace.CONTEXT_KEY)
                ? flow.<String>get(Trace.CONTEXT_KEY)
                : Trace.headerOrNull();
    }

    @Override
    public void afterQuery(QueryExecutionInfo execution) {
        Spans.Begun begun = execution.getValueStore().get(this, Spans.Begun.class);
        if (begun != null) {
            Throwable error = execution.getThrowable();
            if (error != null) {
                begun.fail(error);
            }
            begun.end();
        }
    }
}
