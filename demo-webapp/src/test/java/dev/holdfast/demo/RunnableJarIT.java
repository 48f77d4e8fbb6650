package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The jar as people start it, with nothing but itself on the class path. */
class RunnableJarIT {
  private static final String GREETING = "Holdfast demo: open ";
  private static final Path JAR = Path.of("target", "holdfast-demo.jar");

  @Test
  void one_command_starts_everything_and_the_first_line_has_the_address() throws Exception {
    Process demo = run("--port", "0", "--provider-port", "0", "--api-port", "0");
    try (BufferedReader said = demo.inputReader()) {
      String first = String.valueOf(said.readLine());
      assertThat(first).startsWith(GREETING + "http://localhost:");
      Visitor visitor = new Visitor(first.substring(GREETING.length()));
      visitor.logIn("alice", "/account");

      assertThat(visitor.json("/orders").at("/body/sub").asText()).isEqualTo("alice");
    } finally {
      demo.toHandle().destroy(); // what it says meanwhile can still be read
    }
    assertEndsInPeace(demo);
  }

  @Test
  void with_h2_a_session_is_good_at_two_nodes() throws Exception {
    Process demo =
        run(
            "--port",
            "0",
            "--second-port",
            "0",
            "--provider-port",
            "0",
            "--api-port",
            "0",
            "--store",
            "h2");
    try (BufferedReader said = demo.inputReader()) {
      String one = String.valueOf(said.readLine()).replaceFirst("^" + GREETING, "");
      String two = String.valueOf(said.readLine()).replaceFirst("^  and (.*)/, a second.*", "$1");
      Visitor visitor = new Visitor(one);
      visitor.logIn("alice", "/account");

      assertThat(visitor.json(two + "/orders").at("/body/sub").asText()).isEqualTo("alice");
      assertThat(visitor.json(two + "/account")).isEqualTo(visitor.json("/account"));
    } finally {
      demo.toHandle().destroy(); // what it says meanwhile can still be read
    }
    assertEndsInPeace(demo);
  }

  @Test
  void the_drivers_of_the_usual_databases_are_in_it() throws Exception {
    try (ZipFile jar = new ZipFile(JAR.toFile());
        InputStream names = jar.getInputStream(jar.getEntry("META-INF/services/java.sql.Driver"))) {
      assertThat(new String(names.readAllBytes(), StandardCharsets.UTF_8).lines())
          .contains("org.h2.Driver", "org.postgresql.Driver", "org.mariadb.jdbc.Driver");
    }
  }

  @Test
  void what_cannot_start_says_why_in_one_line_and_fails() throws Exception {
    Process demo = run("--settings", "no-such-file");
    List<String> said = demo.errorReader().lines().toList();

    assertThat(said).containsExactly("cannot start: the settings cannot be read: no-such-file");
    assertThat(demo.waitFor()).isEqualTo(1);
  }

  private static void assertEndsInPeace(Process demo) throws InterruptedException {
    assertThat(demo.waitFor(20, TimeUnit.SECONDS)).as("stops when told to").isTrue();
    assertThat(demo.errorReader().lines()).noneMatch(line -> line.contains("Exception"));
  }

  private static Process run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(JAR.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder jar = new ProcessBuilder(command);
    // others may be busy on this machine
    jar.environment().put("HOLDFAST_SESSION_STORE__JDBC__TIME_LIMIT", "20s");
    return jar.start();
  }
}
