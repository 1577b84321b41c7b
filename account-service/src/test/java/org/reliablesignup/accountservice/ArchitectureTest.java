package org.reliablesignup.accountservice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import org.springframework.data.repository.Repository;

@AnalyzeClasses(packages = "org.reliablesignup", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String SERVICE = "org.reliablesignup.accountservice..";
    private static final String OPERATOR = "..accountservice.operator..";
    private static final String WEB = "..accountservice..web..";

    /** The arrows go from the edge inwards, and none comes back. */
    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_WEB = noClasses()
            .that()
            .resideOutsideOfPackage(WEB)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(WEB);

    @ArchTest
    static final ArchRule ACCOUNTS_KNOW_NOTHING_OF_MAIL_STATUS = noClasses()
            .that()
            .resideInAPackage("..accountservice.account")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..mailstatus..");

    @ArchTest
    static final ArchRule MAIL_STATUS_KNOWS_NOTHING_OF_ACCOUNTS = noClasses()
            .that()
            .resideInAPackage("..mailstatus..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..accountservice.account..");

    @ArchTest
    static final ArchRule THE_OUTBOX_KNOWS_NOTHING_OF_ACCOUNTS = noClasses()
            .that()
            .resideInAPackage("org.reliablesignup.outbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SERVICE);

    /** The operator's calls are another door; nobody reaches through it. */
    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_OPERATOR = noClasses()
            .that()
            .resideOutsideOfPackage(OPERATOR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(OPERATOR);

    /** So that HTTP can be changed, or joined by another door, without a look at the rest. */
    @ArchTest
    static final ArchRule ONLY_THE_WEB_KNOWS_HTTP = noClasses()
            .that()
            .resideInAPackage(SERVICE)
            .and()
            .resideOutsideOfPackages(WEB, OPERATOR)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..");

    /** Whoever wants an account asks a use case. */
    @ArchTest
    static final ArchRule ENTITIES_STAY_IN_THEIR_PACKAGE =
            classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule REPOSITORIES_STAY_IN_THEIR_PACKAGE =
            classes().that().areAssignableTo(Repository.class).should().bePackagePrivate();

    /** Jackson 2 is on the class path of some library; mixed up with Jackson 3 it would ignore our settings. */
    @ArchTest
    static final ArchRule JACKSON_IS_JACKSON_3 = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..");
}
