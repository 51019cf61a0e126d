package dev.switchboard.common.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.switchboard.common.contract.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LogFormatTests {
    @Test
    void aLineOfJsonSaysWhatTheTextWouldWithItsTrace() throws JoranException {
        Trace trace = Trace.start();
        JsonNode line = WireJson.MAPPER.readTree(logged("json", trace));
        assertThat(line.path("level").asString()).isEqualTo("WARN");
        assertThat(line.path("loggerName").asString()).isEqualTo("dev.switchboard.trial");
        assertThat(line.path("formattedMessage").asString()).isEqualTo("message 7 waits");
        assertThat(line.path("mdc").path("traceId").asString()).isEqualTo(trace.traceId());
        assertThat(line.path("timestamp").isNumber()).isTrue();
    }

    @Test
    void aLineOfTextNamesItsTrace() throws JoranException {
        Trace trace = Trace.start();
        assertThat(logged("text", trace)).contains("[" + trace.traceId() + "] dev.switchboard.trial message 7 waits");
    }

    /// What the suite's own configuration writes, of a logger of its own.
    private static String logged(String format, Trace trace) throws JoranException {
        LoggerContext context = new LoggerContext();
        LogbackMDCAdapter mdc = new LogbackMDCAdapter();
        context.setMDCAdapter(mdc);
        context.putProperty("LOG_FORMAT", format);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(Objects.requireNonNull(Trace.class.getResource("/logback.xml")));
            mdc.put("traceId", trace.traceId());
            context.getLogger("dev.switchboard.trial").warn("message {} waits", 7);
        } finally {
            System.setOut(before);
            context.stop();
        }
        return written.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
}
