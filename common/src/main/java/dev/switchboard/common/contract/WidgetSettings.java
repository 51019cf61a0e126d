package dev.switchboard.common.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.node.ObjectNode;

/// How an inbox's chat widget looks and what it asks, in the words of Netia's API on every wire. What is null is as in
/// `DEFAULT`. An account's pages show it, so that it holds nothing secret.
///
/// @param color `#rrggbb` or `#rgb`
/// @param iconVariant outlined or filled
/// @param preChatFields what a visitor is asked before the first message
/// @param languages BCP 47 tags; the first is the default, none leaves it to the page
@JsonNaming(SnakeCaseStrategy.class)
public record WidgetSettings(
        @Nullable String title,
        @Nullable String subtitle,
        @Nullable String color,
        @Nullable String greeting,
        @Nullable String awayMessage,
        @Nullable String newMessagePlaceholder,
        @Nullable String emailInputPlaceholder,
        @Nullable String newMessagesNotificationText,
        @Nullable String agentAvailableText,
        @Nullable String agentUnavailableText,
        @Nullable Boolean showAgentAvailability,
        @Nullable Boolean requireEmailUpfront,
        @Nullable Boolean isOpenByDefault,
        @Nullable Boolean isBrandingHidden,
        @Nullable String customIconUrl,
        @Nullable String iframeUrlOverride,
        @Nullable String iconVariant,
        @Nullable String baseUrl,
        @Nullable List<Field> preChatFields,
        @Nullable List<String> languages) {
    public static final WidgetSettings DEFAULT = new WidgetSettings(
            "Welcome!",
            "Ask us anything in the chat window below",
            "#1677ff",
            "",
            "",
            "Start typing…",
            "Enter your email",
            "View new messages",
            "We're online right now!",
            "We're away at the moment.",
            false,
            false,
            false,
            false,
            "",
            "",
            "outlined",
            "",
            List.of(),
            List.of());

    /// Nothing said.
    public static final WidgetSettings NONE = WireJson.read("{}", WidgetSettings.class);

    /// One question of the form before the chat.
    ///
    /// @param type text, email, phone or choice
    /// @param options what a choice is made from
    public record Field(
            String name,
            String label,
            String type,
            boolean required,
            @Nullable List<String> options) {}

    /// These, where the others say nothing.
    public WidgetSettings with(WidgetSettings others) {
        ObjectNode all = WireJson.MAPPER.valueToTree(this);
        all.setAll((ObjectNode) WireJson.MAPPER.valueToTree(others));
        return WireJson.MAPPER.treeToValue(all, WidgetSettings.class);
    }
}
