package dev.switchboard.memory.knowledge.imports;

import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/// Reads the text of a PDF. One that holds pictures of text only has none.
final class PdfFile {
    private PdfFile() {}

    /// @param pages that are read; the rest is left out
    static Outcome read(String source, byte[] bytes, @Nullable String category, int pages) {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            PDFTextStripper text = new PDFTextStripper();
            text.setSortByPosition(true);
            text.setEndPage(pages);
            text.setParagraphStart("\n");
            String title = Optional.ofNullable(document.getDocumentInformation().getTitle())
                    .orElse("");
            return new Draft(source, title, text.getText(document), category, null).outcome();
        } catch (InvalidPasswordException e) {
            return new Outcome.Skipped(source, "is locked with a password");
        } catch (IOException | RuntimeException e) {
            return new Outcome.Skipped(source, "cannot be read as a PDF");
        }
    }
}
