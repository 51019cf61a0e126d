package dev.switchboard.admin.widget;

import dev.switchboard.common.contract.WidgetSettings;
import dev.switchboard.common.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a widget can be told: strangers' browsers show it, so that colours are colours and addresses are web pages.
final class WidgetRules {
    private static final int SHORT = 100;
    private static final int LONG = 1000;
    private static final int MOST_FIELDS = 10;
    private static final int MOST_OPTIONS = 20;
    private static final int MOST_LANGUAGES = 30;
    private static final Pattern COLOR = Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
    private static final Set<String> TYPES = Set.of("text", "email", "phone", "choice");

    private final Map<String, List<String>> wrong = new LinkedHashMap<>();

    private WidgetRules() {}

    /// @throws Problem naming every field at fault
    static void check(WidgetSettings settings) {
        WidgetRules rules = new WidgetRules();
        rules.text("title", settings.title(), SHORT);
        rules.text("subtitle", settings.subtitle(), SHORT);
        rules.text("greeting", settings.greeting(), LONG);
        rules.text("away_message", settings.awayMessage(), LONG);
        rules.text("new_message_placeholder", settings.newMessagePlaceholder(), SHORT);
        rules.text("email_input_placeholder", settings.emailInputPlaceholder(), SHORT);
        rules.text("new_messages_notification_text", settings.newMessagesNotificationText(), SHORT);
        rules.text("agent_available_text", settings.agentAvailableText(), SHORT);
        rules.text("agent_unavailable_text", settings.agentUnavailableText(), SHORT);
        rules.matches("color", settings.color(), COLOR, "must be a colour, as #1677ff");
        rules.matches(
                "icon_variant",
                settings.iconVariant(),
                Pattern.compile("outlined|filled"),
                "must be outlined or filled");
        rules.page("custom_icon_url", settings.customIconUrl());
        rules.page("iframe_url_override", settings.iframeUrlOverride());
        rules.page("base_url", settings.baseUrl());
        rules.languages(settings.languages());
        rules.form(settings.preChatFields());
        if (!rules.wrong.isEmpty()) {
            throw Problem.fields(rules.wrong);
        }
    }

    private void fault(String field, String what) {
        wrong.computeIfAbsent(field, _ -> new ArrayList<>()).add(what);
    }

    private void text(String field, @Nullable String text, int longest) {
        if (text != null && (text.length() > longest || text.indexOf('\0') >= 0)) {
            fault(field, "should be at most " + longest + " character(s) that can be stored");
        }
    }

    private void matches(String field, @Nullable String text, Pattern pattern, String otherwise) {
        if (text != null && !pattern.matcher(text).matches()) {
            fault(field, otherwise);
        }
    }

    /// Blank is none.
    private void page(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return;
        }
        try {
            URI uri = new URI(text);
            if (text.length() > LONG
                    || !"https".equals(uri.getScheme())
                    || uri.getHost() == null
                    || uri.getUserInfo() != null) {
                fault(field, "must be an https address");
            }
        } catch (URISyntaxException _) {
            fault(field, "must be an https address");
        }
    }

    private void languages(@Nullable List<String> languages) {
        if (languages != null
                && (languages.size() > MOST_LANGUAGES
                        || languages.stream()
                                .anyMatch(tag ->
                                        tag == null || !LANGUAGE.matcher(tag).matches()))) {
            fault("languages", "should be at most " + MOST_LANGUAGES + " language tags, as en or pt-BR");
        }
    }

    private void form(@Nullable List<WidgetSettings.Field> fields) {
        if (fields == null) {
            return;
        }
        if (fields.size() > MOST_FIELDS) {
            fault("pre_chat_fields", "should have at most " + MOST_FIELDS + " item(s)");
            return;
        }
        Set<String> names = new HashSet<>();
        for (WidgetSettings.Field field : fields) {
            if (field == null
                    || field.name() == null
                    || !NAME.matcher(field.name()).matches()) {
                fault("pre_chat_fields", "has a name that is not lower-case letters, digits and _");
            } else if (!names.add(field.name())) {
                fault("pre_chat_fields", "has two of the name " + field.name());
            } else {
                question(field);
            }
        }
    }

    private void question(WidgetSettings.Field field) {
        if (field.label() == null || field.label().isBlank() || field.label().length() > SHORT) {
            fault("pre_chat_fields", field.name() + " needs a label of at most " + SHORT + " characters");
        }
        if (field.type() == null || !TYPES.contains(field.type())) {
            fault("pre_chat_fields", field.name() + " needs a type: text, email, phone or choice");
        }
        List<String> options = field.options() == null ? List.of() : field.options();
        boolean choice = "choice".equals(field.type());
        if (choice == options.isEmpty()
                || options.size() > MOST_OPTIONS
                || options.stream().anyMatch(o -> o == null || o.isBlank() || o.length() > SHORT)) {
            fault(
                    "pre_chat_fields",
                    field.name() + (choice ? " needs 1 to " + MOST_OPTIONS + " options" : " can have no options"));
        }
    }
}
