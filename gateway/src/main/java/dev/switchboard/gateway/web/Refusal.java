package dev.switchboard.gateway.web;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.problem.Dialect;
import dev.switchboard.gateway.problem.Rendered;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// What any operation may answer instead of what it promises, as an example in the words of its dialect. The examples
/// are rendered as the refusals themselves are.
enum Refusal {
    MALFORMED("The request cannot be read.", Problem.of(ProblemCode.INVALID_REQUEST, "The body is not valid JSON")),
    INVALID("A field is missing or wrong; nothing has changed.", Problem.field("email", "can't be blank")),
    UNAUTHENTICATED(
            "No credential, or one that is not valid.",
            Problem.of(ProblemCode.UNAUTHENTICATED, "This needs a credential")
                    .advise("Log in, or send an API key as a Bearer token.")),
    FORBIDDEN("The credential does not allow this.", Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions")),
    NOT_FOUND("There is no such thing in the credential's account.", Problem.of(ProblemCode.NOT_FOUND, "Not found")),
    TOO_MANY(
            "The rate limit is used up; `Retry-After` says when to come back.",
            Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many requests").advise("Try again in 12 s.")),
    UNAVAILABLE(
            "The service does not answer at the moment; `Retry-After` says when to come back.",
            Problem.of(ProblemCode.UNAVAILABLE, "The service is not running").advise("Try again in a moment."));

    private static final String SAMPLE_REQUEST = "0198a3c1e7f07d2c9b5e4f3a2d1c0b9a";

    private final String description;
    private final Problem sample;

    Refusal(String description, Problem sample) {
        this.description = description;
        this.sample = sample;
    }

    /// The name of the shared response.
    String in(Dialect dialect) {
        return name(dialect) + word(name());
    }

    String status(Dialect dialect) {
        return Integer.toString(rendered(dialect).status());
    }

    ObjectNode response(Dialect dialect) {
        ObjectNode response = WireJson.MAPPER.createObjectNode().put("description", description);
        ObjectNode json = response.putObject("content").putObject("application/json");
        json.putObject("schema").put("$ref", "#/components/schemas/" + name(dialect) + "Error");
        json.set("example", WireJson.MAPPER.readTree(rendered(dialect).json()));
        return response;
    }

    private Rendered rendered(Dialect dialect) {
        return dialect.render(sample, SAMPLE_REQUEST);
    }

    static String name(Dialect dialect) {
        return word(dialect.name());
    }

    private static String word(String constant) {
        StringBuilder text = new StringBuilder();
        for (String part : constant.split("_", -1)) {
            text.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
