package dev.switchboard.gateway.ratelimit;

import dev.switchboard.embedded.Ports;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/// TLS before a server that speaks none, with a certificate of its own making.
record TlsFront(DisposableServer server) implements AutoCloseable {
    private static final String STORE = "front-store";

    static TlsFront before(int port) throws Exception {
        SslContext context = SslContextBuilder.forServer(keys()).build();
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

    private static KeyManagerFactory keys() throws Exception {
        Path folder = Files.createTempDirectory("tls-front");
        Path file = folder.resolve("keys.p12");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "front",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        STORE)
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("keytool ended with " + exit);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, STORE.toCharArray());
        return keys;
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
