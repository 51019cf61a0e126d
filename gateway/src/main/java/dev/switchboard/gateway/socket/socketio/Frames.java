package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.socket.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The server's packets, with Engine.IO's digit for a message before them.
final class Frames {
    static final Frame DISCONNECT = text("41");

    private Frames() {}

    static Frame connected(String sid, String pid) {
        return text("40" + WireJson.write(new Connected(sid, pid)));
    }

    static Frame refused(Problem problem) {
        return text("44" + WireJson.write(new Refused(problem.detail(), Data.of(problem))));
    }

    static Frame noNamespace(String namespace) {
        return text("44" + namespace + "," + WireJson.write(new Refused("Invalid namespace", null)));
    }

    static Frame ack(long id, Object answer) {
        return text("43" + id + "[" + WireJson.write(answer) + "]");
    }

    static Frame event(String name, Object payload) {
        return text("42[\"" + name + "\"," + WireJson.write(payload) + "]");
    }

    /// The same event with the place in the feed that a client names when it comes back.
    static Frame at(Frame event, String offset) {
        byte[] whole = event.content();
        byte[] end = (",\"" + offset + "\"]").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[whole.length - 1 + end.length];
        System.arraycopy(whole, 0, all, 0, whole.length - 1);
        System.arraycopy(end, 0, all, whole.length - 1, end.length);
        return Frame.text(all);
    }

    private static Frame text(String text) {
        return Frame.text(text.getBytes(StandardCharsets.UTF_8));
    }

    private record Connected(String sid, String pid) {}

    private record Refused(String message, @Nullable Data data) {}

    private record Data(String code, Details details) {
        static Data of(Problem problem) {
            return new Data(problem.code().name(), Details.of(problem));
        }
    }

    private record Details(
            @Nullable String advice, @Nullable Map<String, List<String>> fields) {
        static Details of(Problem problem) {
            return new Details(problem.advice(), problem.fields().isEmpty() ? null : problem.fields());
        }
    }

    /// What an acknowledgement says of a refusal.
    record Failure(boolean success, String error, String code, Object details) {
        static Failure of(Problem problem) {
            return new Failure(false, problem.detail(), problem.code().name(), Details.of(problem));
        }
    }

    /// What `error_message` says where no acknowledgement was asked for.
    ///
    /// @param id the client's, of what was refused
    record ErrorMessage(
            String error,
            String code,
            Object details,
            @Nullable String id) {
        static ErrorMessage of(Problem problem, @Nullable String id) {
            return new ErrorMessage(problem.detail(), problem.code().name(), Details.of(problem), id);
        }
    }
}
