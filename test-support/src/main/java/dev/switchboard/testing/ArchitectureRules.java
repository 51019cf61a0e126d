package dev.switchboard.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The house rules that a machine can check. A module takes them all with
/// `@ArchTest static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);`.
public final class ArchitectureRules {
    private static final String EMPTY_NAMES = ".*(Impl|Utils?|Helper|Manager|Dto|Processor|Constants)";

    private ArchitectureRules() {}

    @ArchTest
    public static final ArchRule namesSayWhatTheTypeIs =
            noClasses().should().haveNameMatching(EMPTY_NAMES).allowEmptyShould(true);

    @ArchTest
    public static final ArchRule featuresDoNotFormCycles = slices().matching("dev.switchboard.*.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule controllersArePackagePrivate = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .bePackagePrivate()
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule onlyConsumersBlock = noClasses()
            .that(resideOutsideOfPackage("..messaging.."))
            .should()
            .callMethodWhere(blocks())
            .because("Kafka's container thread is the one place that may wait for the database")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.allowEmptyShould(true);

    @ArchTest
    public static final ArchRule theDomainKnowsNoWire = noClasses()
            .that(areDomain())
            .should()
            .dependOnClassesThat(resideInAPackage("org.springframework.web..")
                    .or(resideInAPackage("org.springframework.http.."))
                    .or(resideInAPackage("org.springframework.messaging.."))
                    .or(resideInAPackage("org.springframework.kafka.."))
                    .or(resideInAPackage("org.apache.kafka.."))
                    .or(resideInAPackage("reactor.core.publisher..")))
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule packagesAreNullMarked = classes()
            .should(new ArchCondition<>("stand in a package that is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " has no @NullMarked"));
                }
            })
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule sqlIsKnown = classes().should(new KnownSql()).allowEmptyShould(true);

    private static DescribedPredicate<JavaCall<?>> blocks() {
        DescribedPredicate<JavaCall<?>> ofReactor = DescribedPredicate.describe(
                "on a publisher",
                call -> call.getTargetOwner().isAssignableTo(Mono.class)
                        || call.getTargetOwner().isAssignableTo(Flux.class));
        return ofReactor.and(DescribedPredicate.describe(
                "that blocks", call -> call.getTarget().getName().startsWith("block")));
    }

    /// Top-level records, enums and sealed interfaces: the data and the states of a feature. Bodies, rows and settings
    /// are nested or named for what they are.
    private static DescribedPredicate<JavaClass> areDomain() {
        return DescribedPredicate.describe(
                "are domain types",
                type -> type.isTopLevelClass()
                        && (type.isRecord()
                                || type.isEnum()
                                || (type.isInterface() && type.reflect().isSealed()))
                        && type.getModifiers().stream().noneMatch(JavaModifier.SYNTHETIC::equals)
                        && !type.getSimpleName().matches(".*(Settings|Row|Request|View|Client|Controller|Handler)"));
    }
}
