package dev.holdfast.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The filter knows the relay; what the relay knows of the filter stands in its own package. */
class ArchitectureTest {
  private static final String FILTER = "dev.holdfast.servlet";
  private static final String RELAY = FILTER + ".relay";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(FILTER);

  @Test
  void the_relay_knows_nothing_of_the_filter() {
    noClasses()
        .that()
        .resideInAPackage(RELAY)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(FILTER)
        .check(MAIN);
  }

  @Test
  void no_two_packages_need_each_other() {
    slices().matching("dev.holdfast.(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void nothing_needs_what_is_there_for_tests() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.holdfast.testkit..",
            "dev.holdfast.docs..",
            "org.junit..",
            "org.assertj..",
            "com.tngtech..",
            "org.eclipse.jetty..")
        .check(MAIN);
  }
}
