package dev.switchboard.emulators.mail;

import dev.switchboard.emulators.fault.Fault;
import dev.switchboard.emulators.fault.Faults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// Stands before the SMTP server and lets everything through, but under a fault that is switched on for `email` it
/// answers in the server's place.
final class SmtpDoor implements AutoCloseable {
    private final ServerSocket door;
    private final Faults faults;
    private final Duration hang;

    SmtpDoor(int port, Faults faults, Duration hang) {
        this.faults = faults;
        this.hang = hang;
        try {
            door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " is taken", e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    void open(int server) {
        Thread _ = Thread.ofVirtual().name("smtp-door").start(() -> {
            while (!door.isClosed()) {
                try {
                    Socket client = door.accept();
                    Thread _ = Thread.ofVirtual().start(() -> serve(client, server));
                } catch (IOException _) {
                    // closed
                }
            }
        });
    }

    private void serve(Socket client, int server) {
        Fault fault = faults.next("email");
        try (client;
                Socket inside = new Socket(InetAddress.ofLiteral("127.0.0.1"), server)) {
            if (fault == Fault.FAILS) {
                say(client, "421 4.3.0 Trouble of our own");
                return;
            }
            Thread _ = Thread.ofVirtual().start(() -> pass(inside, client));
            dialogue(client, inside, fault);
        } catch (IOException _) {
            // either side has hung up
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            long _ = from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // either side has hung up
        }
    }

    private void dialogue(Socket client, Socket inside, Fault fault) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String command = line.toUpperCase(Locale.ROOT);
            if (fault == Fault.REFUSED && command.startsWith("RCPT")) {
                say(client, "550 5.1.1 No such mailbox here");
            } else if (fault == Fault.TOO_MANY && command.startsWith("RCPT")) {
                say(client, "450 4.2.1 Too many mails, come again later");
            } else if (fault == Fault.TIMEOUT && command.equals("DATA")) {
                say(client, "354 Go on");
                // the server behind would complain about half a mail
                while (line != null && !line.equals(".")) {
                    line = lines.readLine();
                }
                pause();
                return;
            } else {
                say(inside, line);
                if (fault == Fault.LOST_RESPONSE && line.equals(".")) {
                    inside.shutdownOutput();
                    return;
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(hang);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Socket to, String line) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
