package dev.switchboard.system;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Compares an answer with an example of it: every key of the example is there, with a value of its type. What the
/// answer has besides is welcome. A time is written as the example's; a public id has its prefix.
record Shape(JsonNode example) {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern PUBLIC_ID = Pattern.compile("(tkt|cust|msg)_.*|(user|mem|vec)-.*");

    /// What is wrong with the answer; nothing where it fits.
    List<String> faults(JsonNode answer) {
        List<String> faults = new ArrayList<>();
        compare("", example, answer, faults);
        return faults;
    }

    private static void compare(String at, JsonNode example, JsonNode actual, List<String> faults) {
        if (actual.isMissingNode()) {
            faults.add(at + " is missing");
        } else if (example.isNull()) {
            return;
        } else if (example.isObject()) {
            if (actual.isObject()) {
                example.properties()
                        .forEach(key ->
                                compare(at + "/" + key.getKey(), key.getValue(), actual.path(key.getKey()), faults));
            } else {
                faults.add(at + " is no object: " + actual);
            }
        } else if (example.isArray()) {
            list(at, example, actual, faults);
        } else if (!alike(example, actual)) {
            faults.add(at + " is " + actual + " where the example has " + example);
        }
    }

    private static void list(String at, JsonNode example, JsonNode actual, List<String> faults) {
        if (!actual.isArray()) {
            faults.add(at + " is no list: " + actual);
        } else if (!example.isEmpty()) {
            for (int i = 0; i < actual.size(); i++) {
                compare(at + "/" + i, example.get(0), actual.get(i), faults);
            }
        }
    }

    private static boolean alike(JsonNode example, JsonNode actual) {
        if (example.isString()) {
            return actual.isString() && alike(example.asString(), actual.asString());
        }
        return example.isNumber() ? actual.isNumber() : example.isBoolean() && actual.isBoolean();
    }

    private static boolean alike(String example, String actual) {
        for (Pattern form : List.of(TIME, DAY, UUID)) {
            if (form.matcher(example).matches()) {
                return form.matcher(actual).matches();
            }
        }
        return !PUBLIC_ID.matcher(example).matches() || actual.startsWith(prefix(example));
    }

    private static String prefix(String id) {
        return id.split("[_-]", 2)[0];
    }
}
