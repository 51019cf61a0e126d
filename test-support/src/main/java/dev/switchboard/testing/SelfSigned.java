package dev.switchboard.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/// A key for `localhost` and the certificate that it signs itself, in the files that servers want. Good for 30 days.
///
/// @param store key and certificate as PKCS#12, opened by [#PASSWORD]
/// @param certificate as PEM
/// @param key as PEM (PKCS#8), without a password, readable by its owner only
public record SelfSigned(Path store, Path certificate, Path key) {
    public static final String PASSWORD = "test-secret";
    private static final String ALIAS = "server";

    /// @param folder where the files are put; it has none of them yet
    public static SelfSigned in(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        SelfSigned files = new SelfSigned(
                folder.resolve("server.p12"), folder.resolve("server.crt"), folder.resolve("server.key"));
        files.generate();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(files.store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        pem(files.certificate, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
        pem(files.key, "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        return files;
    }

    private void generate() throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        int exit = keytool.waitFor();
        if (exit != 0) {
            throw new IllegalStateException("keytool ended with " + exit);
        }
    }

    private static void pem(Path file, String what, byte[] content) throws IOException {
        Path _ = Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Path _ = Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + what + "-----\n");
    }
}
