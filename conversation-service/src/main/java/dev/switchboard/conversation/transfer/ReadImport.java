package dev.switchboard.conversation.transfer;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/// Reads a body line by line and imports it in chunks, one after the other; the client is read no faster than that.
/// Where a chunk fails as a whole, the last result says from which line to send again.
@Component
class ReadImport {
    private static final Logger LOG = LoggerFactory.getLogger(ReadImport.class);

    private final TransferSettings settings;

    ReadImport(TransferSettings settings) {
        this.settings = settings;
    }

    /// Takes the lines of a chunk in one transaction.
    interface Taking<T> extends Function<List<Parsed<T>>, Mono<List<ImportResult>>> {}

    <T extends ImportLine> Flux<ImportResult> read(
            Flux<DataBuffer> body, Format format, Class<T> type, Taking<T> taking) {
        return Flux.defer(() -> {
            Reader<T> reader = new Reader<>(format, type, settings);
            Flux<Parsed<T>> lines = body.concatMapIterable(reader::take, 1)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(reader.finish())));
            return lines.buffer(settings.chunk())
                    .concatMap(chunk -> chunk(chunk, taking), 1)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(reader.refusal())))
                    .onErrorResume(Stopped.class, stopped -> Flux.just(stopped.result()));
        });
    }

    private static <T extends ImportLine> Flux<ImportResult> chunk(List<Parsed<T>> chunk, Taking<T> taking) {
        return taking.apply(chunk)
                .onErrorMap(error -> {
                    LOG.warn("An import stops at line {}", chunk.getFirst().number(), error);
                    return new Stopped(chunk.getFirst().number(), "could not be taken now; send it again from here");
                })
                .flatMapIterable(Function.identity());
    }

    private static final class Stopped extends RuntimeException {
        private final transient ImportResult result;

        Stopped(int line, String why) {
            super(why, null, false, false);
            this.result = ImportResult.stopped(line, why);
        }

        ImportResult result() {
            return result;
        }
    }

    private static final class Reader<T extends ImportLine> {
        private final Format format;
        private final Class<T> type;
        private final TransferSettings settings;
        private final LineSplitter splitter;
        private @Nullable List<String> header;
        private long bytes;
        private int last;

        Reader(Format format, Class<T> type, TransferSettings settings) {
            this.format = format;
            this.type = type;
            this.settings = settings;
            this.splitter = new LineSplitter(format, settings.longestLine().toBytes());
        }

        List<Parsed<T>> take(DataBuffer buffer) {
            byte[] chunk = new byte[buffer.readableByteCount()];
            buffer.read(chunk);
            DataBufferUtils.release(buffer);
            bytes += chunk.length;
            return full() ? List.of() : parsed(splitter.take(chunk));
        }

        /// What stands behind the limit is read and left.
        private boolean full() {
            return bytes > settings.largestBody().toBytes();
        }

        List<Parsed<T>> finish() {
            return full() ? List.of() : parsed(splitter.finish());
        }

        List<ImportResult> refusal() {
            String why = "the body is longer than " + settings.largestBody() + "; send the rest in another request";
            return full() ? List.of(ImportResult.stopped(last + 1, why)) : List.of();
        }

        private List<Parsed<T>> parsed(List<LineSplitter.Line> lines) {
            List<Parsed<T>> parsed = new ArrayList<>(lines.size());
            for (LineSplitter.Line line : lines) {
                last = line.number();
                if (format == Format.CSV && header == null) {
                    header = header(line.text());
                } else {
                    parsed.add(parsed(line));
                }
            }
            return parsed;
        }

        /// Without one, every line is wrong.
        private static List<String> header(@Nullable String text) {
            try {
                return text == null ? List.of() : Csv.cells(text);
            } catch (IllegalArgumentException e) {
                return List.of();
            }
        }

        private Parsed<T> parsed(LineSplitter.Line line) {
            if (line.text() == null) {
                return new Parsed<>(
                        line.number(),
                        null,
                        Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "is longer than " + settings.longestLine()));
            }
            try {
                return new Parsed<>(line.number(), read(line.text()), null);
            } catch (JacksonException | IllegalArgumentException e) {
                String what = format == Format.CSV ? "is not valid CSV" : "is not a valid JSON object";
                return new Parsed<>(line.number(), null, Problem.of(ProblemCode.INVALID_REQUEST, what));
            }
        }

        private T read(String text) {
            if (format == Format.JSONL) {
                return WireJson.read(text, type);
            }
            List<String> names = header == null ? List.of() : header;
            List<String> cells = Csv.cells(text);
            if (cells.size() > names.size()) {
                throw new IllegalArgumentException("more cells than the header names");
            }
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                fields.put(names.get(i).strip(), cells.get(i));
            }
            return WireJson.MAPPER.convertValue(fields, type);
        }
    }
}
