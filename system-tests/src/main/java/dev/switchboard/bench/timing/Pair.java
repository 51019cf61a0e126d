package dev.switchboard.bench.timing;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.random.RandomGenerator;
import org.hipparchus.stat.descriptive.rank.Median;
import org.hipparchus.stat.inference.MannWhitneyUTest;

/// Two requests that are refused alike, for different reasons.
///
/// @param samples of each
/// @param status of both
record Pair(String what, int samples, int status, HttpRequest one, HttpRequest other) {
    /// @param one median, in ms
    /// @param other median, in ms
    /// @param p how likely times that differ so much, or more, would be if both had the same distribution
    record Difference(double one, double other, double p) {}

    /// Sends both in turns, either of them first by chance, so that neither has the better moments.
    ///
    /// @throws IllegalStateException for an answer of another status
    Difference measure(HttpClient client, RandomGenerator chance) throws IOException, InterruptedException {
        for (int i = 0; i < Math.max(20, samples / 10); i++) {
            double _ = millis(client, one);
            double _ = millis(client, other);
        }
        double[] ones = new double[samples];
        double[] others = new double[samples];
        for (int i = 0; i < samples; i++) {
            boolean first = chance.nextBoolean();
            if (first) {
                ones[i] = millis(client, one);
            }
            others[i] = millis(client, other);
            if (!first) {
                ones[i] = millis(client, one);
            }
        }
        return new Difference(median(ones), median(others), new MannWhitneyUTest().mannWhitneyUTest(ones, others));
    }

    private double millis(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int answered =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        double millis = (System.nanoTime() - begin) / 1e6;
        if (answered != status) {
            throw new IllegalStateException(what + ": answered " + answered + " to " + request);
        }
        return millis;
    }

    private static double median(double[] times) {
        return new Median().evaluate(times);
    }
}
