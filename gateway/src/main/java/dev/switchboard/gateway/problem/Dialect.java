package dev.switchboard.gateway.problem;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemDocument;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a family of paths words its refusals. `SHARED` satisfies both Netia and Omnichannel, for the paths that both
/// claim.
public enum Dialect {
    NETIA {
        @Override
        Object body(Problem problem, int status, @Nullable String requestId) {
            return new Netia(NetiaError.of(problem, status), fields(problem), null);
        }

        @Override
        int status(Problem problem) {
            return unprocessable(problem);
        }
    },
    SHARED {
        @Override
        Object body(Problem problem, int status, @Nullable String requestId) {
            return new Netia(NetiaError.of(problem, status), fields(problem), problem.detail());
        }

        @Override
        int status(Problem problem) {
            return unprocessable(problem);
        }
    },
    OMNICHANNEL {
        @Override
        Object body(Problem problem, int status, @Nullable String requestId) {
            return new Omnichannel(problem.detail(), problem.code().name(), problem.advice());
        }
    },
    AMOIQ {
        @Override
        Object body(Problem problem, int status, @Nullable String requestId) {
            return new Amoiq(
                    problem.detail(), problem.code().name(), new AmoiqDetails(problem.advice(), fields(problem)));
        }
    },
    PLATFORM {
        @Override
        Object body(Problem problem, int status, @Nullable String requestId) {
            String details = problem.advice() == null ? problem.detail() : problem.detail() + ". " + problem.advice();
            return new Platform(
                    new PlatformError(
                            PlatformCodes.of(problem.code()),
                            PlatformCodes.sentence(problem.code().kind()),
                            details),
                    requestId);
        }
    };

    /// The exchange attribute that holds the dialect of the matched path.
    public static final String ATTRIBUTE = Dialect.class.getName();

    private static final int UNPROCESSABLE = 422;

    abstract Object body(Problem problem, int status, @Nullable String requestId);

    int status(Problem problem) {
        return ProblemDocument.status(problem.code());
    }

    public Rendered render(Problem problem, @Nullable String requestId) {
        int status = status(problem);
        return new Rendered(status, WireJson.write(body(problem, status, requestId)));
    }

    private static int unprocessable(Problem problem) {
        return problem.fields().isEmpty() ? ProblemDocument.status(problem.code()) : UNPROCESSABLE;
    }

    private static @Nullable Map<String, List<String>> fields(Problem problem) {
        return problem.fields().isEmpty() ? null : problem.fields();
    }

    private record Netia(
            NetiaError error,
            @Nullable Map<String, List<String>> errors,
            @Nullable String detail) {}

    private record NetiaError(
            int status,
            String message,
            String code,
            @Nullable String advice) {
        static NetiaError of(Problem problem, int status) {
            return new NetiaError(status, problem.detail(), problem.code().name(), problem.advice());
        }
    }

    private record Omnichannel(
            String detail, String code, @Nullable String advice) {}

    private record Amoiq(String error, String code, AmoiqDetails details) {}

    private record AmoiqDetails(
            @Nullable String advice, @Nullable Map<String, List<String>> fields) {}

    private record Platform(PlatformError error, @Nullable String requestId) {}

    private record PlatformError(String code, String message, String details) {}
}
