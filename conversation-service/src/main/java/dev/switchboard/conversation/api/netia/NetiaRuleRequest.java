package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.automation.Condition;
import dev.switchboard.conversation.automation.Condition.Field;
import dev.switchboard.conversation.automation.Condition.Operator;
import dev.switchboard.conversation.automation.Rule;
import dev.switchboard.conversation.automation.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// `{"automation_rule": {"name": "Refunds", "trigger": "message_received", "conditions": [{"field": "text", "operator":
/// "contains", "values": ["refund"]}], "actions": [{"action": "add_tag", "value": "refund"}]}}`: a whole rule.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaRuleRequest(@Nullable Body automationRule) {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 500;
    private static final int MOST_CONDITIONS = 20;
    private static final int MOST_VALUES = 20;
    private static final int LONGEST_WAIT = 60 * 24 * 30;

    /// @param active true where it is absent
    @JsonNaming(SnakeCaseStrategy.class)
    record Body(
            @Nullable String name,
            @Nullable Boolean active,
            @Nullable String trigger,
            @Nullable Integer waitMinutes,
            @Nullable List<ConditionView> conditions,
            @Nullable List<NetiaActions.View> actions) {}

    record ConditionView(
            @Nullable String field,
            @Nullable String operator,
            @Nullable List<String> values) {
        static ConditionView of(Condition condition) {
            return new ConditionView(lower(condition.field()), lower(condition.operator()), condition.values());
        }
    }

    Rule toRule(UUID accountId, UUID id, Instant now) {
        if (automationRule == null) {
            throw Problem.field("automation_rule", "can't be blank");
        }
        NetiaTexts texts = new NetiaTexts();
        String name = texts.label("name", automationRule.name(), LONGEST_NAME);
        if (name == null) {
            texts.wrong("name", "can't be blank");
        }
        texts.refuse();
        if (automationRule.trigger() == null) {
            throw Problem.field("trigger", "can't be blank");
        }
        Trigger trigger = NetiaFilters.constant("trigger", Trigger.class, automationRule.trigger());
        return new Rule(
                accountId,
                id,
                name == null ? "" : name,
                !Boolean.FALSE.equals(automationRule.active()),
                trigger,
                wait(trigger, automationRule.waitMinutes()),
                conditions(automationRule.conditions()),
                NetiaActions.read(automationRule.actions()),
                now,
                now);
    }

    private static @Nullable Integer wait(Trigger trigger, @Nullable Integer minutes) {
        if (trigger != Trigger.CUSTOMER_WAITING) {
            return null;
        }
        if (minutes == null || minutes < 1 || minutes > LONGEST_WAIT) {
            throw Problem.field("wait_minutes", "should be 1 to " + LONGEST_WAIT);
        }
        return minutes;
    }

    private static List<Condition> conditions(@Nullable List<ConditionView> views) {
        if (views == null) {
            return List.of();
        }
        if (views.size() > MOST_CONDITIONS) {
            throw Problem.field("conditions", "should have at most " + MOST_CONDITIONS + " item(s)");
        }
        List<Condition> conditions = new ArrayList<>();
        for (ConditionView view : views) {
            if (view == null || view.field() == null || view.operator() == null) {
                throw Problem.field("conditions", "has an item without field or operator");
            }
            conditions.add(new Condition(
                    constant(Field.class, view.field()),
                    constant(Operator.class, view.operator()),
                    values(view.values())));
        }
        return conditions;
    }

    private static List<String> values(@Nullable List<String> values) {
        if (values == null || values.isEmpty() || values.size() > MOST_VALUES) {
            throw Problem.field("conditions", "need 1 to " + MOST_VALUES + " values each");
        }
        for (String value : values) {
            if (value == null
                    || value.isBlank()
                    || value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE
                    || value.indexOf('\0') >= 0) {
                throw Problem.field("conditions", "have a value that is blank or too long");
            }
        }
        return values;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.field("conditions", "have a field or operator that there is not");
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
