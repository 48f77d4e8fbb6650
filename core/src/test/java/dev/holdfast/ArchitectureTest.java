package dev.holdfast;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages tell the story of a request, and imports point one way: back. */
class ArchitectureTest {

  private static final String ROOT = "dev.holdfast";

  /** In the order a request meets them. What stands in one row may not form a cycle either. */
  private static final List<List<String>> STORY =
      List.of(
          List.of("secret", "error"),
          List.of("event", "jfr"),
          List.of("seal"),
          List.of("config"),
          List.of("transport"),
          List.of("dpop"),
          List.of("provider"),
          List.of("session"),
          List.of("login", "token", "logout"),
          List.of("outbound"));

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  static IntStream rows() {
    return IntStream.range(0, STORY.size());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void no_package_knows_one_that_comes_later(int row) {
    Stream<String> later = STORY.stream().skip(row + 1L).flatMap(List::stream);
    check(
        noClasses()
            .that()
            .resideInAnyPackage(packages(STORY.get(row).stream()))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                Stream.concat(Stream.of(ROOT), qualified(later)).toArray(String[]::new)));
  }

  @Test
  void no_two_packages_need_each_other() {
    check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  void only_transport_and_outbound_hold_an_http_client() {
    check(
        outside("transport", "outbound")
            .and()
            .doNotBelongToAnyOf(OidcBuilder.class, Oidc.class) // hand the client to outbound
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.http.HttpClient"));
  }

  @Test
  void only_the_provider_and_the_proofs_speak_nimbus_and_pac4j() {
    check(
        outside("config", "dpop", "provider")
            .and()
            .doNotBelongToAnyOf(OidcBuilder.class) // takes an application's own pac4j configuration
            .and()
            .doNotBelongToAnyOf(Oidc.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.nimbusds..", "org.pac4j.."));
  }

  @Test
  void settings_know_keys_but_no_protocol_library() {
    check(
        classes()
            .that()
            .resideInAPackage(ROOT + ".config..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "com.nimbusds.jose", // the name of a key's algorithm
                "com.nimbusds.jose.jwk..",
                "org.jspecify..",
                ROOT + ".."));
  }

  @Test
  void core_knows_no_servlet_no_database_and_no_thread_local() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "javax.sql..", "java.sql..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocal.class));
  }

  @Test
  void nothing_imports_what_only_came_along() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "com.google..",
                "org.apache..",
                "org.bouncycastle..",
                "org.springframework..",
                "net.minidev..",
                "ch.qos.logback.."));
  }

  @Test
  @DisplayName("DPP-10: a DPoP key signs proofs and is sealed, and is asked for nothing else")
  void a_dpop_key_signs_nothing_but_proofs() {
    check(only("KeySignature", "over", "ProofForge", "SelfTest"));
    check(only("DpopKey", "jwk", "DpopKey", "SelfTest"));
    check(only("DpopKey", "proofs", "DpopKey", "DpopSigner"));
    check(only("DpopKey", "toBytes", "SessionCodec", "LoginTransaction", "ClientTokenCodec"));
  }

  /** A method of the proofs that only these classes call. */
  private static ArchRule only(String owner, String method, String... callers) {
    return noClasses()
        .that(DescribedPredicate.not(simpleNames(callers)))
        .should()
        .accessTargetWhere(
            JavaAccess.Predicates.target(HasName.Predicates.name(method))
                .and(
                    JavaAccess.Predicates.targetOwner(
                        HasName.Predicates.name(ROOT + ".dpop." + owner))));
  }

  private static DescribedPredicate<JavaClass> simpleNames(String... names) {
    return DescribedPredicate.describe(
        "are among " + List.of(names), found -> List.of(names).contains(found.getSimpleName()));
  }

  @Test
  void statics_hold_no_state() {
    check(fields().that().areStatic().should().beFinal());
  }

  @Test
  void public_classes_are_final() {
    check(
        classes()
            .that()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAssignableTo(Throwable.class)
            .should()
            .haveModifier(JavaModifier.FINAL));
  }

  @Test
  void names_say_what_a_thing_is() {
    check(
        noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Common|Misc)")
            .orShould()
            .haveNameMatching(".*\\.(Default|Abstract)[A-Z][^.]*"));
  }

  private static GivenClassesConjunction outside(String... names) {
    return noClasses().that().resideOutsideOfPackages(packages(Stream.of(names)));
  }

  private static String[] packages(Stream<String> names) {
    return qualified(names).toArray(String[]::new);
  }

  private static Stream<String> qualified(Stream<String> names) {
    return names.map(name -> ROOT + "." + name + "..");
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CORE);
  }
}
