package org.reliablesignup.emailservice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = EmailServiceApplication.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** Data goes one way, so that each part can be read, tested and replaced without those before it. */
    @ArchTest
    static final ArchRule oneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("operator")
            .definedBy("..operator..")
            .layer("inbox")
            .definedBy("..inbox..")
            .layer("notification")
            .definedBy("..notification..")
            .layer("delivery")
            .definedBy("..delivery..")
            .layer("smtp")
            .definedBy("..smtp..")
            .whereLayer("operator")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("inbox")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("notification")
            .mayOnlyBeAccessedByLayers("inbox", "operator")
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("notification", "operator")
            .whereLayer("smtp")
            .mayOnlyBeAccessedByLayers("delivery");

    /** The queue keeps mails, whatever they are about: a new event or another broker does not touch it. */
    @ArchTest
    static final ArchRule theQueueKnowsNoEvents = noClasses()
            .that()
            .resideInAnyPackage("..delivery..", "..smtp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.reliablesignup.events..", "org.reliablesignup.outbox..", "org.apache.kafka..");

    /** One place to look for what happens on the wire. */
    @ArchTest
    static final ArchRule onlyOnePackageKnowsSmtp = noClasses()
            .that()
            .resideOutsideOfPackage("..smtp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..");

    /** Wiring and settings are nobody else's. */
    @ArchTest
    static final ArchRule settingsAndConfigurationsArePrivate = classes()
            .that()
            .haveNameMatching(".*(Settings|Configuration)")
            .should()
            .bePackagePrivate();
}
