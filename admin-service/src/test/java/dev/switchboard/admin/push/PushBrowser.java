package dev.switchboard.admin.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A browser with its push service: it opens what only it can open.
public final class PushBrowser implements AutoCloseable {
    private static final byte[] AUTH = "a shared secret!".getBytes(StandardCharsets.US_ASCII);

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final KeyPair keys;
    private volatile boolean gone;

    public PushBrowser() {
        try {
            keys = P256.pair();
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/send", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        try {
            heard.add(opened(body));
        } catch (GeneralSecurityException e) {
            heard.add(e.toString());
        }
        exchange.sendResponseHeaders(gone ? 410 : 201, -1);
        exchange.close();
    }

    private String opened(byte[] body) throws GeneralSecurityException {
        byte[] point = Arrays.copyOfRange(body, 21, 86);
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(keys.getPrivate());
        var _ = agreement.doPhase(P256.read(point), true);
        byte[] info = ("WebPush: info\0" + latin(P256.write((ECPublicKey) keys.getPublic())) + latin(point))
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] key = derived(AUTH, agreement.generateSecret(), info, 32);
        byte[] salt = Arrays.copyOf(body, 16);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(
                        derived(salt, key, "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), 16),
                        "AES"),
                new GCMParameterSpec(
                        128, derived(salt, key, "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), 12)));
        String text = new String(cipher.doFinal(body, 86, body.length - 86), StandardCharsets.UTF_8);
        return text.substring(0, text.indexOf('\u0002'));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] derived(byte[] salt, byte[] key, byte[] info, int length) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(key).thenExpand(info, length));
    }

    /// As `PushSubscription.toJSON()` says it.
    public String subscription() {
        return "{\"endpoint\":\"http://127.0.0.1:%d/send/1\",\"keys\":{\"p256dh\":\"%s\",\"auth\":\"%s\"}}"
                .formatted(server.getAddress().getPort(), text(P256.write((ECPublicKey) keys.getPublic())), text(AUTH));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public List<String> heard() {
        return heard;
    }

    public List<String> authorizations() {
        return authorizations;
    }

    /// From now on its push service does not know it.
    public void leave() {
        gone = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
