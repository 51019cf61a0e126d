package dev.switchboard.bench.intake;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Webhooks on a fixed schedule, however slow the suite is, over connections that stay open. Each latency counts from
/// the moment at which its webhook was due.
final class WebhookLoad {
    private static final int CONNECTIONS = 256;

    private final int port;
    private final int rate;
    private final ByteBuffer[] requests;
    private final Histogram micros = new ConcurrentHistogram(120_000_000, 3);
    private final LongAdder taken = new LongAdder();
    private final AtomicInteger next = new AtomicInteger();

    WebhookLoad(int port, int rate, ByteBuffer[] requests) {
        this.port = port;
        this.rate = rate;
        this.requests = requests;
    }

    /// @param taken answers of success
    /// @param failed other answers, and none
    /// @param achieved answers of success a second, until the last of them
    record Result(int rate, long taken, long failed, double achieved, Histogram micros) {
        /// Whether more may be asked of it.
        boolean held() {
            return failed == 0 && achieved >= rate * 0.9;
        }
    }

    Result run() {
        long begin = System.nanoTime();
        try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Math.min(CONNECTIONS, requests.length); i++) {
                connections.submit(() -> send(begin));
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Result(rate, taken.sum(), requests.length - taken.sum(), taken.sum() / seconds, micros);
    }

    private void send(long begin) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            for (int i = next.getAndIncrement(); i < requests.length; i = next.getAndIncrement()) {
                long due = begin + i * 1_000_000_000L / rate;
                waitUntil(due);
                socket.getOutputStream().write(requests[i].array());
                if (status(in, buffer) == 200) {
                    taken.increment();
                }
                micros.recordValue((System.nanoTime() - due) / 1_000);
            }
        } catch (IOException e) {
            // what was under way is not taken, and the other connections go on
        }
    }

    /// Reads one answer to its end.
    private static int status(InputStream in, byte[] buffer) throws IOException {
        int read = 0;
        while (true) {
            int more = in.read(buffer, read, buffer.length - read);
            if (more < 0) {
                throw new IOException("the gateway closed the connection");
            }
            read += more;
            String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            int body = text.indexOf("\r\n\r\n") + 4;
            int length = body < 4 ? -1 : length(text.substring(0, body).toLowerCase(Locale.ROOT));
            if (length >= 0 && read >= body + length) {
                return Integer.parseInt(text.substring(9, 12));
            }
        }
    }

    private static int length(String head) throws IOException {
        int at = head.indexOf("content-length:");
        if (at < 0) {
            throw new IOException("an answer without its length: " + head);
        }
        return Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
