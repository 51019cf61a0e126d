package dev.switchboard.admin.signon;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// An OpenID provider over HTTP: discovery, keys, and a token endpoint that holds its clients to PKCE.
final class TestIssuer implements AutoCloseable {
    static final String CLIENT = "switchboard-client";
    private final DisposableServer server;
    /// What a code stands for: the claims, and the challenge with which the browser was sent off.
    private final Map<String, Grant> codes = new ConcurrentHashMap<>();

    private volatile RsaJsonWebKey key = rsa("first");

    private record Grant(Consumer<JwtClaims> claims, String challenge) {}

    TestIssuer() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                                "/.well-known/openid-configuration",
                                (_, response) -> response.header("Content-Type", "application/json")
                                        .sendString(Mono.fromCallable(this::discovery)))
                        .get(
                                "/keys",
                                (_, response) -> response.sendString(Mono.fromCallable(() ->
                                        new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))))
                        .post(
                                "/token",
                                (request, response) -> request.receive()
                                        .aggregate()
                                        .asString()
                                        .map(this::exchange)
                                        .flatMap(json -> json.isEmpty()
                                                ? response.status(400).send()
                                                : response.sendString(Mono.just(json))
                                                        .then())))
                .bindNow();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    private String discovery() {
        return """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "authorization_endpoint": "%1$s/authorize",
                 "token_endpoint": "%1$s/token"}""".formatted(url());
    }

    void rotate(String kid) {
        key = rsa(kid);
    }

    RsaJsonWebKey key() {
        return key;
    }

    String token(Consumer<JwtClaims> more) {
        return sign(claims(more), key, AlgorithmIdentifiers.RSA_USING_SHA256);
    }

    JwtClaims claims(Consumer<JwtClaims> more) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(url());
        claims.setAudience(CLIENT);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(30);
        claims.setClaim("email_verified", true);
        more.accept(claims);
        return claims;
    }

    static String sign(JwtClaims claims, RsaJsonWebKey key, String algorithm) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setAlgorithmHeaderValue(algorithm);
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setKey(key.getPrivateKey());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What the issuer's own page does once somebody has logged in there.
    void allow(String code, String challenge, Consumer<JwtClaims> claims) {
        codes.put(code, new Grant(claims, challenge));
    }

    private String exchange(String form) {
        Map<String, String> fields = Arrays.stream(form.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        Grant grant = codes.remove(fields.getOrDefault("code", ""));
        return grant == null || !grant.challenge().equals(challenge(fields.get("code_verifier")))
                ? ""
                : "{\"id_token\": \"" + token(grant.claims()) + "\"}";
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static RsaJsonWebKey rsa(String kid) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(kid);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
