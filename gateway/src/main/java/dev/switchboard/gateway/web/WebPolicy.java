package dev.switchboard.gateway.web;

import java.util.List;

/// What a page of ours may load: its own gateway's files and nothing else. No script or style stands in the page
/// itself, and no text is ever made into markup or script (trusted types).
///
/// @param ancestors which sites may show the page in a frame, as `frame-ancestors` has them
/// @param templates who may make markup of the constant templates in our own files, as `trusted-types` has it
record WebPolicy(String ancestors, String templates) {
    /// In no frame but our own pages'.
    static final WebPolicy OWN = new WebPolicy("'self'");

    /// The console draws with a library that parses its templates, and names the one script of its worker.
    static final WebPolicy CONSOLE = new WebPolicy("'self'", "lit-html switchboard-worker");

    private WebPolicy(String ancestors) {
        this(ancestors, "'none'");
    }

    /// @param origins none allows all, as an inbox says it
    static WebPolicy in(List<String> origins) {
        return new WebPolicy(origins.isEmpty() ? "*" : "'self' " + String.join(" ", origins));
    }

    String header() {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self' data: blob:",
                "font-src 'self'",
                "media-src 'self' blob:",
                "connect-src 'self'",
                "frame-src 'self'",
                "worker-src 'self'",
                "manifest-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types " + templates,
                "frame-ancestors " + ancestors);
    }
}
