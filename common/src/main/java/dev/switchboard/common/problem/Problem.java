package dev.switchboard.common.problem;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A refusal on its way to whoever asked. It names what is wrong (`detail`), what to do next (`advice`), and the
/// fields at fault. It has no stack trace: a refusal is an answer, not a fault.
public final class Problem extends RuntimeException {
    private final ProblemCode code;
    private final String detail;
    private final @Nullable String advice;
    private final Map<String, List<String>> fields;

    private Problem(ProblemCode code, String detail, @Nullable String advice, Map<String, List<String>> fields) {
        super(code.text() + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.advice = advice;
        this.fields = Map.copyOf(fields);
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, null, Map.of());
    }

    public static Problem notFound(String what) {
        return of(ProblemCode.NOT_FOUND, what + " not found");
    }

    /// A field of the request is wrong; `what` reads after its name: "can't be blank".
    public static Problem field(String field, String what) {
        return fields(Map.of(field, List.of(what)));
    }

    public static Problem fields(Map<String, List<String>> fields) {
        String detail = fields.entrySet().stream()
                .map(e -> e.getKey() + " " + String.join(", ", e.getValue()))
                .sorted()
                .reduce((a, b) -> a + "; " + b)
                .orElse("The request is invalid");
        return new Problem(ProblemCode.INVALID_REQUEST, detail, null, fields);
    }

    public Problem advise(String sentence) {
        return new Problem(code, detail, sentence, fields);
    }

    public ProblemCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public @Nullable String advice() {
        return advice;
    }

    public Map<String, List<String>> fields() {
        return fields;
    }
}
