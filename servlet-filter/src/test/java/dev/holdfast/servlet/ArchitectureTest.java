package dev.holdfast.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The filter knows the relay; what the relay knows of the filter stands in its own package. */
class ArchitectureTest {
  private static final String FILTER = "dev.holdfast.servlet";
  private static final String RELAY = FILTER + ".relay";

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z]+");

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

  /** As the package's own page lists them. */
  @Test
  void each_group_of_classes_knows_only_those_above_it() throws IOException {
    Map<String, Integer> groups = groups();
    List<JavaClass> own =
        MAIN.stream()
            .filter(type -> type.getPackageName().equals(FILTER))
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .toList();
    assertThat(own.stream().map(ArchitectureTest::file).distinct())
        .containsExactlyInAnyOrderElementsOf(groups.keySet());
    assertThat(own.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream()))
        .filteredOn(needed -> needed.getTargetClass().getPackageName().equals(FILTER))
        .noneMatch(
            needed ->
                place(groups, needed.getTargetClass()) > place(groups, needed.getOriginClass()));
  }

  private static Map<String, Integer> groups() throws IOException {
    String page = Files.readString(Path.of("src/main/java/dev/holdfast/servlet/package-info.java"));
    String[] lists = page.split("</?[ol][li]>", -1);
    Map<String, Integer> groups = new HashMap<>();
    for (int i = 1; i < lists.length - 1; i++) {
      int group = i;
      NAME.matcher(lists[i].substring(lists[i].indexOf(':') + 1))
          .results()
          .forEach(
              name ->
                  assertThat(groups.put(name.group(), group)).as(name.group() + " twice").isNull());
    }
    return groups;
  }

  private static int place(Map<String, Integer> groups, JavaClass type) {
    return groups.getOrDefault(file(type), Integer.MAX_VALUE);
  }

  private static String file(JavaClass type) {
    JavaClass base = type.getBaseComponentType();
    return base.getName().substring(FILTER.length() + 1).split("\\$", 2)[0];
  }
}
