package dev.switchboard.standalone;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.switchboard.testing.ArchitectureRules;

/// The launcher talks to a terminal, so it may print; the other rules hold.
@AnalyzeClasses(packages = "dev.switchboard.standalone")
class ArchitectureTests {
    @ArchTest
    static final ArchRule NAMES = ArchitectureRules.namesSayWhatTheTypeIs;

    @ArchTest
    static final ArchRule NULLNESS = ArchitectureRules.packagesAreNullMarked;

    @ArchTest
    static final ArchRule INJECTION = ArchitectureRules.nothingIsInjectedIntoFields;

    @ArchTest
    static final ArchRule DOMAIN = ArchitectureRules.theDomainKnowsNoWire;
}
