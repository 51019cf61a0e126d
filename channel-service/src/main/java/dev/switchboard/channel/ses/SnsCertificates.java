package dev.switchboard.channel.ses;

import dev.switchboard.channel.inbound.MediaClient;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The certificates that SNS signs with, each fetched once and from Amazon's own hosts only. A message names where its
/// certificate is, so that is the first thing not to believe.
@Component
class SnsCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(SnsCertificates.class);
    private static final Pattern HOST = Pattern.compile("sns\\.[a-z0-9-]{3,40}\\.amazonaws\\.com(\\.cn)?");
    private static final int MOST = 100;

    /// @param emulator an address that certificates and confirmations may come from besides Amazon's, for trials; empty
    ///     for none
    @ConfigurationProperties("switchboard.ses")
    record Settings(@DefaultValue("") String emulator) {}

    private final MediaClient client;
    private final Settings settings;
    private final Map<String, X509Certificate> known = new ConcurrentHashMap<>();

    SnsCertificates(MediaClient client, Settings settings) {
        this.client = client;
        this.settings = settings;
    }

    boolean trusts(@Nullable String url) {
        if (url == null || url.length() > 1000) {
            return false;
        }
        if (!settings.emulator().isEmpty() && url.startsWith(settings.emulator() + "/")) {
            return true;
        }
        try {
            URI uri = new URI(url);
            return "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && (uri.getPort() == -1 || uri.getPort() == 443)
                    && HOST.matcher(uri.getHost()).matches();
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /// Has the certificate at hand, where it may be trusted; whatever goes wrong, the message does not verify then.
    Mono<Void> prepare(SnsMessage message) {
        String url = message.signingCertUrl();
        if (url == null || !trusts(url) || !url.endsWith(".pem") || known.containsKey(url)) {
            return Mono.empty();
        }
        return client.once(url)
                .doOnNext(pem -> keep(url, pem))
                .doOnError(e -> LOG.warn("A certificate of SNS cannot be had: {}", e.toString()))
                .onErrorComplete()
                .then();
    }

    private void keep(String url, byte[] pem) {
        try {
            if (known.size() >= MOST) {
                known.clear();
            }
            if (CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem))
                    instanceof X509Certificate certificate) {
                known.put(url, certificate);
            }
        } catch (CertificateException e) {
            LOG.warn("A certificate of SNS is none: {}", e.toString());
        }
    }

    boolean verify(SnsMessage message) {
        String url = message.signingCertUrl();
        X509Certificate certificate = url == null || !trusts(url) ? null : known.get(url);
        String algorithm = "1".equals(message.signatureVersion())
                ? "SHA1withRSA"
                : "2".equals(message.signatureVersion()) ? "SHA256withRSA" : null;
        if (certificate == null || algorithm == null || message.signature() == null) {
            return false;
        }
        try {
            certificate.checkValidity();
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(certificate);
            signature.update(message.signed());
            return signature.verify(
                    Base64.getDecoder().decode(message.signature().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }
}
