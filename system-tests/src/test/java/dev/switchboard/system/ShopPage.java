package dev.switchboard.system;

import com.sun.net.httpserver.HttpServer;
import dev.switchboard.suite.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A page of another site with the widget's one line in it, and a strict policy of its own.
final class ShopPage implements AutoCloseable {
    private final HttpServer server;

    private ShopPage(HttpServer server) {
        this.server = server;
    }

    static ShopPage around(Installation suite, String language) {
        String home = suite.http("").toString();
        String page = """
                <!doctype html>
                <html lang="%s" dir="%s">
                <head><meta charset="utf-8"><title>A shop</title><link rel="icon" href="data:,"></head>
                <body><main><h1>A shop</h1></main>
                <script src="%s/widget.js" data-account="0199d3a0-0000-7000-8000-000000000001"></script></body>
                </html>
                """.formatted(language, language.equals("ar") ? "rtl" : "ltr", home);
        String policy =
                "default-src 'none'; script-src %s; frame-src %s; img-src data:; require-trusted-types-for 'script'"
                        .formatted(home, home);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                byte[] body = page.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
                exchange.getResponseHeaders().set("Content-Security-Policy", policy);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return new ShopPage(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
