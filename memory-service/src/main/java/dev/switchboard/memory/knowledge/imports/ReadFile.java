package dev.switchboard.memory.knowledge.imports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads files as articles: Markdown, plain text, HTML, PDF, a help centre's export, and a zip of a folder of them.
@Component
class ReadFile {
    private final ImportSettings settings;

    ReadFile(ImportSettings settings) {
        this.settings = settings;
    }

    /// Takes its time, and its memory: not for an event loop.
    ///
    /// @param name whose ending says what it is
    /// @param category of articles that do not say theirs; null for the folder's name, where there is one
    List<Outcome> read(String name, byte[] bytes, @Nullable String category) {
        return ending(name).equals("zip") ? unzip(bytes, category) : file(name, bytes, category);
    }

    private List<Outcome> file(String name, byte[] bytes, @Nullable String category) {
        return switch (ending(name)) {
            case "md", "markdown", "txt" -> List.of(markdown(name, text(bytes), category));
            case "html", "htm" ->
                List.of(HtmlPage.read(name, text(bytes), category, null).outcome());
            case "pdf" -> List.of(PdfFile.read(name, bytes, category, settings.pdfPages()));
            case "json" -> HelpCentre.read(name, bytes, category);
            default ->
                List.of(new Outcome.Skipped(
                        name, "is none of .md, .txt, .html, .pdf, .json (a help centre's export) or .zip"));
        };
    }

    private List<Outcome> unzip(byte[] bytes, @Nullable String category) {
        List<Outcome> outcomes = new ArrayList<>();
        long room = settings.unpacked().toBytes();
        try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                String name = entry.getName().replace('\\', '/');
                if (entry.isDirectory() || isHidden(name)) {
                    continue;
                }
                if (outcomes.size() >= settings.articles()) {
                    outcomes.add(new Outcome.Skipped(
                            name, "and what follows is beyond " + settings.articles() + " articles"));
                    break;
                }
                int most = (int) Math.min(room, settings.largest().toBytes());
                byte[] file = archive.readNBytes(most + 1);
                room -= file.length;
                if (file.length > most) {
                    outcomes.add(new Outcome.Skipped(name, "and what follows is more than may be unpacked"));
                    break;
                }
                outcomes.addAll(
                        ending(name).equals("zip")
                                ? List.of(new Outcome.Skipped(name, "is an archive in an archive"))
                                : file(name, file, category == null ? folder(name) : category));
            }
        } catch (ZipException e) {
            outcomes.add(new Outcome.Skipped("the archive", "is broken from there on"));
        } catch (IOException | IllegalArgumentException e) {
            outcomes.add(new Outcome.Skipped("the archive", "ends too early"));
        }
        return outcomes;
    }

    /// A first heading is the title; lines between `---` may name title, category and url.
    private static Outcome markdown(String name, String text, @Nullable String category) {
        Map<String, String> head = new LinkedHashMap<>();
        String body = text;
        if (text.startsWith("---\n")) {
            String[] parts = text.split("(?m)^---\\s*$\\n?", 3);
            if (parts.length == 3) {
                parts[1].lines()
                        .map(line -> line.split(":\\s*", 2))
                        .filter(pair -> pair.length == 2)
                        .forEach(pair -> head.put(pair[0].strip(), pair[1].strip()));
                body = parts[2];
            }
        }
        String title = head.get("title");
        String[] lines = body.strip().split("\\n", 2);
        if (title == null && lines[0].startsWith("# ")) {
            title = lines[0].substring(2);
            body = lines.length == 2 ? lines[1] : "";
        }
        return new Draft(name, title, body, head.getOrDefault("category", category), head.get("url")).outcome();
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.contains("/.") || name.startsWith("__MACOSX/");
    }

    private static @Nullable String folder(String name) {
        int end = name.lastIndexOf('/');
        return end <= 0 ? null : name.substring(name.lastIndexOf('/', end - 1) + 1, end);
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
