package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The jar as people start it, with nothing but itself on the class path. */
class RunnableJarIT {
  private static final String GREETING = "Holdfast demo: open ";

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
    command.add(Path.of("target", "holdfast-demo.jar").toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
