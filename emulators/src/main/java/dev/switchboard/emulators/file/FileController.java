package dev.switchboard.emulators.file;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Hands files out to whoever knows their id.
@RestController
class FileController {
    private final Files files;

    FileController(Files files) {
        this.files = files;
    }

    @GetMapping("/_files/{id}")
    ResponseEntity<byte[]> file(@PathVariable String id) {
        Files.File file = files.of(id);
        return file == null
                ? ResponseEntity.notFound().build()
                : ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(file.contentType()))
                        .body(file.bytes());
    }
}
