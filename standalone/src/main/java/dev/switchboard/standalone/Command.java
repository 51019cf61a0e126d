package dev.switchboard.standalone;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the user asked for, read from the words after `./switchboard`.
sealed interface Command {
    String HELP = " See ./switchboard help.";

    record Up(boolean detach, boolean demo, boolean processes, Map<Service, Integer> replicas) implements Command {}

    record Down() implements Command {}

    record Status(boolean json) implements Command {}

    record Logs(Optional<String> service, boolean follow) implements Command {}

    record Reset(boolean confirmed) implements Command {}

    /// Goes through every account's audit log.
    record VerifyAudit() implements Command {}

    /// A new master key for the secrets at rest of the running suite.
    record RotateKeys() implements Command {}

    /// @param file a new name where none is given
    record Backup(Optional<String> file) implements Command {}

    /// Makes an installation of a backup.
    record Restore(String file) implements Command {}

    /// Looks at the surroundings and says what is wrong with them.
    record Doctor() implements Command {}

    /// What no consumer could take: `list` them, or one of `show`, `replay` and `discard` with an id; `replay all`.
    record DeadLetters(String act, String id) implements Command {}

    /// A start and a stop on a folder of its own, from which the JVM learns how to start faster.
    record Train() implements Command {}

    /// @throws Refusal with the reason when the words make no command
    static Command parse(String... words) {
        if (words.length == 0) {
            throw new Refusal("Give a command." + HELP);
        }
        List<String> rest = new ArrayList<>(List.of(words).subList(1, words.length));
        Command command = switch (words[0]) {
            case "up" -> up(rest);
            case "down" -> new Down();
            case "status" -> new Status(rest.remove("--json"));
            case "logs" -> {
                boolean follow = rest.remove("--follow") || rest.remove("-f");
                yield new Logs(rest.isEmpty() ? Optional.empty() : Optional.of(rest.removeFirst()), follow);
            }
            case "reset" -> new Reset(rest.remove("--yes"));
            case "audit" -> {
                if (!rest.remove("verify")) {
                    throw new Refusal("`audit` needs `verify`." + HELP);
                }
                yield new VerifyAudit();
            }
            case "rotate-keys" -> new RotateKeys();
            case "dead-letters" -> deadLetters(rest);
            case "backup" -> new Backup(rest.isEmpty() ? Optional.empty() : Optional.of(rest.removeFirst()));
            case "restore" -> {
                if (rest.isEmpty()) {
                    throw new Refusal("`restore` needs the file of a backup." + HELP);
                }
                yield new Restore(rest.removeFirst());
            }
            case "doctor" -> new Doctor();
            case "train" -> new Train();
            case String other -> throw new Refusal("There is no command `" + other + "`." + HELP);
        };
        if (!rest.isEmpty()) {
            throw new Refusal("`" + words[0] + "` does not know `" + rest.getFirst() + "`." + HELP);
        }
        return command;
    }

    private static DeadLetters deadLetters(List<String> rest) {
        if (rest.isEmpty()) {
            return new DeadLetters("list", "");
        }
        String act = rest.removeFirst();
        if (!List.of("show", "replay", "discard").contains(act) || rest.isEmpty()) {
            throw new Refusal(
                    "`dead-letters` takes nothing, or `show ID`, `replay ID`, `replay all`, `discard ID`." + HELP);
        }
        return new DeadLetters(act, rest.removeFirst());
    }

    private static Up up(List<String> rest) {
        boolean detach = rest.remove("--detach");
        boolean demo = !rest.remove("--no-demo");
        boolean processes = rest.remove("--processes");
        Map<Service, Integer> replicas = new EnumMap<>(Service.class);
        int at = rest.indexOf("--replicas");
        if (at >= 0) {
            rest.remove(at);
            if (at == rest.size()) {
                throw new Refusal("`--replicas` needs a list like gateway=2,conversation-service=2.");
            }
            for (String part : rest.remove(at).split(",")) {
                String[] pair = part.split("=", 2);
                replicas.put(Service.named(pair[0]), count(part, pair));
            }
            if (!processes) {
                throw new Refusal("`--replicas` needs `--processes`: one JVM runs one of each service.");
            }
        }
        return new Up(detach, demo, processes, replicas);
    }

    private static int count(String part, String[] pair) {
        if (pair.length < 2 || !pair[1].matches("[1-9]")) {
            throw new Refusal("`" + part + "` is no number of replicas; write SERVICE=N with N from 1 to 9.");
        }
        return Integer.parseInt(pair[1]);
    }
}
