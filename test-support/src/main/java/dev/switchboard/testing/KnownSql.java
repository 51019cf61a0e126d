package dev.switchboard.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.springframework.r2dbc.core.DatabaseClient;

/// What is given to the database as SQL is a constant, or made in a method that `computed-sql.txt` of the module's test
/// resources names, a line each: somebody has seen that nothing from outside comes into its text. A name that is no
/// longer needed there fails too.
final class KnownSql extends ArchCondition<JavaClass> {
    private static final String LIST = "/computed-sql.txt";
    private static final String OWNER = DatabaseClient.class.getName().replace('.', '/');
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

    private final Set<String> listed = listed();
    private final Set<String> met = new HashSet<>();

    KnownSql() {
        super("give the database constants, or be named in " + LIST);
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        computing(type).forEach(method -> {
            met.add(method);
            events.add(new SimpleConditionEvent(
                    type,
                    listed.contains(method),
                    method + " gives the database SQL that it computes, and " + LIST + " does not name it"));
        });
    }

    @Override
    public void finish(ConditionEvents events) {
        listed.stream()
                .filter(method -> !met.contains(method))
                .forEach(method -> events.add(
                        SimpleConditionEvent.violated(method, LIST + " names " + method + ", which computes no SQL")));
    }

    private static Set<String> computing(JavaClass type) {
        return bytes(type).stream()
                .flatMap(bytes -> ClassFile.of().parse(bytes).methods().stream())
                .filter(method -> method.code().filter(KnownSql::computes).isPresent())
                .map(method -> type.getSimpleName() + "." + name(method))
                .collect(Collectors.toSet());
    }

    /// The text is what stands on the stack last.
    private static boolean computes(CodeModel code) {
        return code.elementStream()
                .filter(Instruction.class::isInstance)
                .gather(Gatherers.windowSliding(2))
                .anyMatch(two -> two.getLast() instanceof InvokeInstruction call
                        && call.owner().asInternalName().equals(OWNER)
                        && call.name().equalsString("sql")
                        && !(two.getFirst() instanceof ConstantInstruction));
    }

    private static String name(MethodModel method) {
        return LAMBDA.matcher(method.methodName().stringValue()).replaceAll("$1");
    }

    private static Optional<byte[]> bytes(JavaClass type) {
        return type.getSource().map(source -> {
            try (InputStream in = source.getUri().toURL().openStream()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Set<String> listed() {
        try (InputStream in = KnownSql.class.getResourceAsStream(LIST)) {
            return in == null
                    ? Set.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
