package dev.switchboard.common.egress;

import java.time.Duration;
import java.util.Map;

/// One call, made once.
///
/// @param url as it was named; checked when the call is made
/// @param headers by name; their values are the suite's own and never taken from outside unchecked
/// @param body empty for none
/// @param patience for the whole call: name, connection, answer and its body
/// @param mostBytes of the answer's body that are read; the rest is left, and the connection closed
public record EgressRequest(
        Method method, String url, Map<String, String> headers, byte[] body, Duration patience, int mostBytes) {
    public enum Method {
        GET,
        POST
    }

    public static EgressRequest post(
            String url, Map<String, String> headers, byte[] body, Duration patience, int mostBytes) {
        return new EgressRequest(Method.POST, url, headers, body, patience, mostBytes);
    }

    public static EgressRequest get(String url, Map<String, String> headers, Duration patience, int mostBytes) {
        return new EgressRequest(Method.GET, url, headers, new byte[0], patience, mostBytes);
    }

    @Override
    public String toString() {
        return "EgressRequest[" + method + "]";
    }
}
