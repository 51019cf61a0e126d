package dev.switchboard.gateway.attack;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A client that sends any bytes at all.
final class RawPeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int CLOSE = 8;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    RawPeer(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String handshake(String path, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + lines(headers) + "\r\n";
    }

    static String get(String path, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines(headers) + "\r\n";
    }

    private static String lines(String... headers) {
        StringBuilder lines = new StringBuilder();
        for (String header : headers) {
            lines.append(header).append("\r\n");
        }
        return lines.toString();
    }

    /// A client on an open socket.
    static RawPeer upgraded(int port, String path) {
        RawPeer peer = new RawPeer(port).send(handshake(path));
        Head head = peer.head();
        if (head.status() != 101) {
            throw new AssertionError("not upgraded: " + head);
        }
        return peer;
    }

    RawPeer send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawPeer send(byte[] bytes) {
        try {
            out.write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends for as long as the other end takes it.
    void sendUnlessClosed(byte[] bytes, int times) {
        try {
            for (int i = 0; i < times; i++) {
                out.write(bytes);
            }
        } catch (IOException _) {
            // closed meanwhile: what it was told stands in what it reads
        }
    }

    record Head(int status, String text) {
        String header(String name) {
            for (String line : text.split("\r\n", -1)) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }
    }

    Head head() {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = read();
            if (next < 0) {
                throw new AssertionError("closed in the middle of an answer: " + text);
            }
            text.append((char) next);
        }
        return new Head(Integer.parseInt(text.substring(9, 12)), text.toString());
    }

    record Answer(Head head, String body) {
        int status() {
            return head.status();
        }
    }

    Answer answer() {
        Head head = head();
        String length = head.header("Content-Length");
        try {
            byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
            return new Answer(head, new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Frame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return ByteBuffer.wrap(payload).getShort();
        }
    }

    Frame frame() {
        try {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = Math.toIntExact(in.readLong());
            }
            return new Frame(opcode, in.readNBytes(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads on until the server closes, and says how.
    int closeCode() {
        while (true) {
            Frame frame = frame();
            if (frame.opcode() == CLOSE) {
                return frame.closeCode();
            }
        }
    }

    /// Whether the other end has closed before it was waited too long.
    boolean isEnded() {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            in.transferTo(rest);
            return true;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /// All that comes until the server closes.
    String everything() {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try {
            in.transferTo(heard);
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("not closed after " + heard.toString(StandardCharsets.ISO_8859_1), e);
        } catch (IOException _) {
            // reset: it has closed
        }
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    private int read() {
        try {
            return in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
