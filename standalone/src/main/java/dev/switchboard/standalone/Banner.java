package dev.switchboard.standalone;

/// What a person needs once everything runs.
final class Banner {
    private Banner() {}

    static String text(PortPlan ports, boolean demo, double seconds) {
        String url = "http://localhost:" + ports.gateway();
        String head = """

                Switchboard is ready in %.1f s.

                  REST and webhooks  %2$s
                  health             %2$s/api/health
                """.formatted(seconds, url);
        String credentials = """

                  demo       %2$s/demo (a shop's chat and its agents' console, side by side)
                  channels   http://localhost:%3$d (play the customer of each one)
                  log in as  jane@acme.test (agent) or admin@acme.test (admin), password switchboard-demo
                  widget key pk_demo_acme    server key sk_demo_acme
                  socket     ws://localhost:%1$d/ws?token=pk_demo_acme (try it: docs/protocol/plain.md)
                """.formatted(ports.gateway(), url, ports.emulators());
        return head + (demo ? credentials : "") + "\nStop with Ctrl-C or ./switchboard down.";
    }
}
