package dev.switchboard.emulators.whatsapp;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// An error in the Graph API's form, with its HTTP status.
final class GraphError extends RuntimeException {
    private final int status;
    private final transient Body body;

    private GraphError(int status, String type, int code, @Nullable Integer subcode, String message) {
        super(message, null, false, false);
        this.status = status;
        this.body = new Body(new Detail(message, type, code, subcode, "AEmulated"));
    }

    static GraphError badToken() {
        return new GraphError(
                401, "OAuthException", 190, null, "Invalid OAuth access token - Cannot parse access token");
    }

    static GraphError noSuchObject(String id) {
        return new GraphError(
                400,
                "GraphMethodException",
                100,
                33,
                "Unsupported post request. Object with ID '" + id
                        + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation");
    }

    static GraphError parameter(String what) {
        return new GraphError(400, "OAuthException", 100, null, "(#100) " + what);
    }

    static GraphError code(int status, int code, String message) {
        return new GraphError(status, "OAuthException", code, null, message);
    }

    static GraphError tooMany() {
        return new GraphError(429, "OAuthException", 130429, null, "(#130429) Rate limit hit");
    }

    static GraphError somethingWrong() {
        return new GraphError(500, "OAuthException", 131000, null, "(#131000) Something went wrong");
    }

    static GraphError windowClosed() {
        return new GraphError(400, "OAuthException", 131047, null, "(#131047) Re-engagement message");
    }

    int status() {
        return status;
    }

    Body body() {
        return body;
    }

    record Body(Detail error) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(
            String message, String type, int code, @Nullable Integer errorSubcode, String fbtraceId) {}
}
