package dev.switchboard.emulators.fault;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Answers refusals as they are.
@RestControllerAdvice
class EmulatedErrors {
    @ExceptionHandler
    ResponseEntity<Object> refuse(EmulatedError error) {
        return ResponseEntity.status(error.status())
                .headers(headers -> error.headers().forEach(headers::set))
                .body(error.body());
    }
}
