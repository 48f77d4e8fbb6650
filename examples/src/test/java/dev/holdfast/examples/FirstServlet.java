package dev.holdfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Handbook;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The project in {@code hello}, compiled and started as the README says, in a JVM of its own. */
final class FirstServlet implements AutoCloseable {
  private static final Path PROJECT = Path.of("hello");
  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final Pattern EXPORT = Pattern.compile("(HOLDFAST_\\w+)=(\"[^\"]*\"|\\S+)");
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static final String HOME = "http://127.0.0.1:9090";

  private final Process process;
  private final URI home;

  private FirstServlet(Process process, URI home) {
    this.process = process;
    this.home = home;
  }

  /** What the README exports before it starts the project, each key the same. */
  static Map<String, String> settings() {
    List<String> block =
        Handbook.page("README.md").blocks("sh").stream()
            .filter(lines -> lines.stream().anyMatch(line -> line.contains("exec:java")))
            .findFirst()
            .orElseThrow();
    Map<String, String> settings = new LinkedHashMap<>();
    EXPORT
        .matcher(String.join("\n", block))
        .results()
        .forEach(
            found ->
                settings.put(
                    found.group(1),
                    found.group(2).replace("\"", "").replace("$(openssl rand -base64 32)", KEY)));
    return settings;
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compiles a copy, which calls this API and not the demo's, and answers when it serves at a free
   * port.
   *
   * @throws AssertionError with what it said, if it does not serve
   */
  static FirstServlet start(Path copy, Map<String, String> settings, URI api) throws IOException {
    copy(copy, text -> text.replace("http://localhost:8082/orders", api.toString()));
    compile(copy, "src/main/java", "target/classes");
    compile(copy, "src/test/java", "target/test-classes");
    String classes = copy.resolve("target/classes") + File.pathSeparator;
    String main = copy.resolve("target/test-classes") + File.pathSeparator;
    int port = freePort();
    URI home = URI.create("http://127.0.0.1:" + port);
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dport=" + port,
            "-cp",
            main + classes + CLASS_PATH,
            "hello.Serve");
    java.directory(copy.toFile()).redirectErrorStream(true);
    settings.forEach(
        (name, value) -> java.environment().put(name, value.replace(HOME, home.toString())));
    FirstServlet started = new FirstServlet(java.start(), home);
    try {
      started.awaitOpen();
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
    return started;
  }

  URI home() {
    return home;
  }

  private static void copy(Path copy, UnaryOperator<String> edit) throws IOException {
    for (Path file : files(PROJECT.resolve("src"))) {
      Path target = copy.resolve(PROJECT.relativize(file));
      Files.createDirectories(target.getParent());
      Files.writeString(target, edit.apply(Files.readString(file)));
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static void compile(Path copy, String sources, String classes) throws IOException {
    Path target = Files.createDirectories(copy.resolve(classes));
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", target.toString()));
    arguments.addAll(List.of("-cp", CLASS_PATH));
    files(copy.resolve(sources)).forEach(file -> arguments.add(file.toString()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, arguments.toArray(String[]::new));
    assertThat(result).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }

  /** Reads on afterwards, for the process stops where nobody takes what it says. */
  private void awaitOpen() {
    CompletableFuture<Void> open = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(open), "output of the first servlet");
    reader.setDaemon(true);
    reader.start();
    open.orTimeout(1, TimeUnit.MINUTES).join();
  }

  private void read(CompletableFuture<Void> open) {
    List<String> said = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.startsWith("open http")) {
          open.complete(null);
        }
      }
      open.completeExceptionally(new AssertionError(String.join("\n", said)));
    } catch (IOException e) {
      open.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }
}
