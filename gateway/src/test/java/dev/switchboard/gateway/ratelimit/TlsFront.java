package dev.switchboard.gateway.ratelimit;

import dev.switchboard.embedded.Ports;
import dev.switchboard.testing.SelfSigned;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/// TLS before a server that speaks none, with a certificate of its own making.
record TlsFront(DisposableServer server) implements AutoCloseable {
    static TlsFront before(int port) throws Exception {
        SelfSigned keys = SelfSigned.in(Files.createTempDirectory("tls-front"));
        SslContext context = SslContextBuilder.forServer(
                        keys.certificate().toFile(), keys.key().toFile())
                .build();
        return new TlsFront(TcpServer.create()
                .host("127.0.0.1")
                .port(Ports.free())
                .secure(tls -> tls.sslContext(context))
                .handle((in, out) -> TcpClient.create()
                        .host("127.0.0.1")
                        .port(port)
                        .connect()
                        .flatMap(behind -> out.send(behind.inbound().receive().retain())
                                .then()
                                .and(behind.outbound().send(in.receive().retain()))
                                .doFinally(_ -> ((Connection) behind).dispose())))
                .bindNow());
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
