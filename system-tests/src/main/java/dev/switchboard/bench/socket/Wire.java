package dev.switchboard.bench.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// One client socket. It finds the borders of frames and counts; only short texts become strings.
final class Wire {
    private static final byte[] NOTHING = new byte[0];
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Swarm.Opening opening;
    private final Hearing hearing;
    private final SocketChannel channel;
    private final SelectionKey key;
    private byte[] unread = NOTHING;
    private boolean upgraded;
    private boolean closed;
    private int delivered;

    Wire(Swarm.Opening opening, Hearing hearing, Selector selector) {
        this.opening = opening;
        this.hearing = hearing;
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (opening.receiveBuffer() > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, opening.receiveBuffer());
            }
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void connect(InetSocketAddress source) {
        try {
            channel.bind(source);
            if (channel.connect(opening.server())) {
                upgrade();
            }
        } catch (IOException _) {
            end(0);
        }
    }

    /// How many texts were counted since the start or the last `forget`.
    int delivered() {
        return delivered;
    }

    void forget() {
        delivered = 0;
    }

    boolean isClosed() {
        return closed;
    }

    /// Stops to read, as a client does whose window is hidden.
    void stall() {
        key.interestOps(0);
    }

    void goOn() {
        key.interestOps(SelectionKey.OP_READ);
    }

    void send(String text) {
        frame(TEXT, text.getBytes(StandardCharsets.US_ASCII));
    }

    void ready(ByteBuffer incoming) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                upgrade();
            } else {
                read(incoming);
            }
        } catch (IOException e) {
            end(0);
        }
    }

    private void upgrade() throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        String request = "GET " + opening.path() + " HTTP/1.1\r\nHost: localhost:"
                + opening.server().getPort() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c3dpdGNoYm9hcmRiZW5jaA==\r\n\r\n";
        write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    private void read(ByteBuffer incoming) throws IOException {
        incoming.clear().put(unread);
        unread = NOTHING;
        int got = channel.read(incoming);
        incoming.flip();
        if (!upgraded) {
            answered(incoming);
        }
        while (upgraded && !closed && whole(incoming)) {
            take(incoming);
        }
        if (got < 0) {
            end(0);
        } else if (incoming.hasRemaining() && !closed) {
            unread = new byte[incoming.remaining()];
            incoming.get(unread);
        }
    }

    private void answered(ByteBuffer incoming) {
        String head = StandardCharsets.ISO_8859_1.decode(incoming.duplicate()).toString();
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        int status = Integer.parseInt(head, 9, 12, 10);
        if (status != 101) {
            end(status);
            return;
        }
        incoming.position(incoming.position() + end + 4);
        upgraded = true;
    }

    /// Whether a frame is there from its first to its last byte. A server's frames are not masked.
    private static boolean whole(ByteBuffer incoming) {
        int there = incoming.remaining();
        return there >= 2 && there >= head(incoming) && there >= head(incoming) + length(incoming);
    }

    private static int head(ByteBuffer incoming) {
        return switch (incoming.get(incoming.position() + 1)) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    private static int length(ByteBuffer incoming) {
        int at = incoming.position();
        return switch (incoming.get(at + 1)) {
            case 126 -> incoming.getShort(at + 2) & 0xffff;
            case 127 -> Math.toIntExact(incoming.getLong(at + 2));
            default -> incoming.get(at + 1);
        };
    }

    private void take(ByteBuffer incoming) {
        int opcode = incoming.get(incoming.position()) & 0x0f;
        int length = length(incoming);
        int payload = incoming.position() + head(incoming);
        incoming.position(payload + length);
        if (opcode == TEXT && length >= opening.smallest()) {
            hearing.delivered(this, ++delivered);
            return;
        }
        byte[] content = new byte[length];
        incoming.get(payload, content);
        switch (opcode) {
            case TEXT -> heard(new String(content, StandardCharsets.ISO_8859_1));
            case PING -> frame(PONG, content);
            case CLOSE -> end(length < 2 ? 1005 : (content[0] & 0xff) << 8 | content[1] & 0xff);
            default -> throw new IllegalStateException("a frame with opcode " + opcode);
        }
    }

    private void heard(String text) {
        String answer = opening.dialect().answer(text);
        if (answer != null) {
            send(answer);
        } else if (opening.dialect().welcomes(text)) {
            hearing.welcomed(this);
        } else {
            hearing.text(this, text);
        }
    }

    /// Masked with zeros, as a client may: what is measured is the server.
    private void frame(int opcode, byte[] content) {
        ByteBuffer frame = ByteBuffer.allocate(content.length + 8);
        frame.put((byte) (0x80 | opcode));
        if (content.length < 126) {
            frame.put((byte) (0x80 | content.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) content.length);
        }
        write(frame.putInt(0).put(content).flip());
    }

    private void write(ByteBuffer bytes) {
        try {
            channel.write(bytes);
            if (bytes.hasRemaining()) {
                throw new IllegalStateException("the server does not read what a socket says");
            }
        } catch (IOException e) {
            end(0);
        }
    }

    private void end(int code) {
        if (!closed) {
            close();
            hearing.closed(this, code);
        }
    }

    /// Without a word, and without an event: the kernel sends a reset.
    void cut() {
        if (!closed) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            close();
        }
    }

    private void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
