package dev.switchboard.system;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// A `node_modules` folder of a script, made of WebJars and of packed npm packages: nothing comes from the network.
final class NodeModules {
    static final Path SCRIPTS = Path.of("src/test/node").toAbsolutePath();

    private static final int BLOCK = 512;

    private final Path folder;

    private NodeModules(Path folder) {
        this.folder = folder;
    }

    static NodeModules empty() {
        try {
            Path made = Files.createDirectories(Path.of("target/node").toAbsolutePath());
            return new NodeModules(Files.createTempDirectory(made, "modules-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /// A package from its WebJar on the class path, in whatever version that is.
    NodeModules webJar(String name) {
        URL pom = NodeModules.class.getResource("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties");
        if (pom == null) {
            throw new IllegalStateException("no WebJar of " + name + " is on the class path");
        }
        try {
            URI jar = URI.create(pom.toURI().toString().split("!")[0]);
            try (FileSystem files = FileSystems.newFileSystem(jar, Map.of());
                    Stream<Path> versions = Files.list(files.getPath("/META-INF/resources/webjars/" + name))) {
                copy(versions.findFirst().orElseThrow(), folder.resolve(name));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }

    /// A package as `npm pack` makes it, from the folder of the scripts.
    ///
    /// @param file its name there, `<name>-<version>.tgz`
    NodeModules packed(String name, String file) {
        try {
            byte[] archive = Files.readAllBytes(SCRIPTS.resolve(file));
            check(file, archive);
            try (InputStream tar = new GZIPInputStream(new ByteArrayInputStream(archive))) {
                unpack(tar, folder.resolve(name));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(String file, byte[] archive) throws IOException {
        try {
            String hash = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-512").digest(archive));
            String known = Files.readString(SCRIPTS.resolve("README.md"));
            if (!known.contains("| " + file + " | MIT | " + hash + " |")) {
                throw new IllegalStateException(file + " is not what the registry has");
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-512 is part of every JDK", e);
        }
    }

    /// Plain tar, as npm writes it: short names, regular files, all below `package/`.
    private static void unpack(InputStream tar, Path to) throws IOException {
        for (byte[] head = tar.readNBytes(BLOCK); head.length == BLOCK && head[0] != 0; head = tar.readNBytes(BLOCK)) {
            String name = text(head, 0, 100);
            int size = Integer.parseInt(text(head, 124, 12).strip(), 8);
            byte[] content = tar.readNBytes(size);
            tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            Path target = to.resolve(name.substring(name.indexOf('/') + 1)).normalize();
            if (head[156] == '0' && target.startsWith(to)) {
                Files.createDirectories(target.getParent());
                Files.write(target, content);
            }
        }
    }

    private static String text(byte[] head, int from, int length) {
        String field = new String(head, from, length, StandardCharsets.US_ASCII);
        int end = field.indexOf('\0');
        return end < 0 ? field : field.substring(0, end);
    }
}
