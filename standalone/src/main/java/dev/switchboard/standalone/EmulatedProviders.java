package dev.switchboard.standalone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which providers the demo tenant has an emulator for, and how a service is told. The real one is meant where whoever
/// starts the suite names an application there, or the provider's address where it needs no application.
final class EmulatedProviders {
    private EmulatedProviders() {}

    /// @param emulators their address
    /// @param said the variables that are set outside
    static Map<String, String> environment(String emulators, Set<String> said) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (Map<String, String> provider : providers("http://" + emulators)) {
            if (!said.contains(deciding(provider))) {
                environment.putAll(provider);
            }
        }
        return environment;
    }

    /// Addresses alone say little: GitHub's own runners have `GITHUB_API_URL` set.
    private static String deciding(Map<String, String> provider) {
        return provider.keySet().stream()
                .filter(name -> name.endsWith("_CLIENT_ID"))
                .findFirst()
                .orElseGet(() -> provider.keySet().iterator().next());
    }

    private static List<Map<String, String>> providers(String emulators) {
        return List.of(
                Map.of("GRAPH_URL", emulators + "/graph"),
                Map.of("TWILIO_URL", emulators + "/twilio"),
                Map.of("X_URL", emulators + "/x"),
                Map.of("TELEGRAM_URL", emulators + "/telegram"),
                Map.of("SNS_EMULATOR_URL", emulators),
                Map.of("STRIPE_WEBHOOK_SECRETS", "whsec_demo"),
                Map.of(
                        "SLACK_URL", emulators + "/slack",
                        "SLACK_CLIENT_ID", "demo-client",
                        "SLACK_CLIENT_SECRET", "demo-client-secret",
                        "SLACK_SIGNING_SECRET", "demo-slack-signing-secret"),
                Map.of(
                        "GITHUB_URL", emulators + "/github",
                        "GITHUB_API_URL", emulators + "/github/api",
                        "GITHUB_CLIENT_ID", "demo-client",
                        "GITHUB_CLIENT_SECRET", "demo-client-secret",
                        "GITHUB_WEBHOOK_SECRET", "demo-github-secret"),
                Map.of(
                        "GOOGLE_ACCOUNTS_URL", emulators + "/google",
                        "GOOGLE_TOKEN_URL", emulators + "/google",
                        "GMAIL_URL", emulators + "/google",
                        "GOOGLE_CLIENT_ID", "demo-google-client",
                        "GOOGLE_CLIENT_SECRET", "demo-google-client-secret"),
                Map.of(
                        "HUBSPOT_URL",
                        emulators + "/hubspot",
                        "HUBSPOT_API_URL",
                        emulators + "/hubspot/api",
                        "HUBSPOT_CLIENT_ID",
                        "demo-client",
                        "HUBSPOT_CLIENT_SECRET",
                        "demo-client-secret"),
                Map.of(
                        "INTERCOM_URL",
                        emulators + "/intercom",
                        "INTERCOM_API_URL",
                        emulators + "/intercom/api",
                        "INTERCOM_CLIENT_ID",
                        "demo-client",
                        "INTERCOM_CLIENT_SECRET",
                        "demo-client-secret"));
    }
}
