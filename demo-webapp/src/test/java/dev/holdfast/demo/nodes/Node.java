package dev.holdfast.demo.nodes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A server in a JVM of its own, on a free port. It starts while the test goes on, and is killed
 * when closed, if not before.
 */
final class Node implements AutoCloseable {
  static final String GREETING = "Holdfast demo: open ";
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final CompletableFuture<URI> home = new CompletableFuture<>();
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private Node(Process process) {
    this.process = process;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    follow(process.errorReader(), log::add, () -> {});
    follow(process.inputReader(), this::heard, this::heardAll);
  }

  /**
   * Starts a JVM.
   *
   * @param code what stands before the class path of the test
   */
  static Node start(List<Path> code, Class<?> main, List<String> arguments) {
    List<String> path = new ArrayList<>(code.stream().map(Path::toString).toList());
    path.add(System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // many short lives, few processors
                "-Dlogback.configurationFile=logback.xml", // not that of the tests
                "-cp",
                String.join(System.getProperty("path.separator"), path),
                main.getName()));
    command.addAll(arguments);
    try {
      return new Node(new ProcessBuilder(command).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void heard(String line) {
    if (line.startsWith(GREETING)) {
      home.complete(URI.create(line.substring(GREETING.length())));
    } else {
      said.add(line);
    }
  }

  private void heardAll() {
    home.completeExceptionally(new AssertionError("it ended: " + log));
  }

  private static void follow(BufferedReader from, Consumer<String> into, Runnable end) {
    Thread thread =
        new Thread(
            () -> {
              try (from) {
                from.lines().forEach(into);
              } catch (IOException | UncheckedIOException e) {
                into.accept("no more to read: " + e.getMessage()); // killed in the middle of a line
              }
              end.run();
            },
            "node-reader");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it serves a path; waits until it does. */
  URI at(String path) {
    try {
      return home.get(PATIENCE_SECONDS, TimeUnit.SECONDS).resolve(path);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (Exception e) {
      throw new AssertionError("the node did not start: " + log, e);
    }
  }

  /** Lines of its log that contain this, at INFO and above. */
  List<String> log(String what) {
    synchronized (log) {
      return log.stream().filter(line -> line.contains(what)).toList();
    }
  }

  /** Moves its clock, if it is a {@link ClockedNode}. */
  void advance(Duration by) {
    ask(by.toString());
  }

  /** How many requests a {@link ClockedNode} has got so far, answered or not. */
  int requests() {
    return Integer.parseInt(ask(ClockedNode.HOW_MANY));
  }

  private String ask(String line) {
    at("/");
    try {
      Writer out = process.outputWriter();
      out.write(line + "\n");
      out.flush();
      return Objects.requireNonNull(said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no answer");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** SIGKILL: nothing is tidied up. Answers when the process is gone. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }
}
