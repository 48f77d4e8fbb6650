package dev.holdfast.demo.nodes;

import dev.holdfast.seal.Locator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real store in processes of its own, which keeps what it keeps over everything done to it. */
abstract class StoreServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  /** The name of its back end. */
  abstract String backend();

  /** Where it is: settings of a back end, without what stands before their names. */
  abstract Map<String, String> address();

  /** Starts it where it was; waits until it answers. Does nothing if it runs. */
  abstract void start();

  /** Its processes that run now. */
  abstract Stream<ProcessHandle> processes();

  /** What it keeps of a session, past the code under test. */
  abstract byte[] record(Locator locator);

  /** Settings that keep sessions here and coordinate here, within this time limit. */
  final Map<String, String> sessions(String timeLimit) {
    return settings("session-store", timeLimit);
  }

  /** Settings that keep sessions in cookies and coordinate here. */
  final Map<String, String> coordination(String timeLimit) {
    Map<String, String> settings = settings("coordination", timeLimit);
    settings.put("session-store", "cookie");
    return settings;
  }

  private Map<String, String> settings(String area, String timeLimit) {
    Map<String, String> settings = new HashMap<>(Map.of(area, backend()));
    String prefix = area + "." + backend() + ".";
    address().forEach((name, value) -> settings.put(prefix + name, value));
    settings.put(prefix + "time-limit", timeLimit);
    return settings;
  }

  /** SIGKILL, to all of its processes. */
  void kill() {
    List<ProcessHandle> running = processes().toList();
    running.forEach(ProcessHandle::destroyForcibly);
    running.forEach(
        process -> process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
  }

  /**
   * Stops its processes in the middle of whatever they do: connections stay, answers do not come.
   */
  final void freeze() {
    signal("-STOP");
  }

  /** Lets them go on. */
  final void thaw() {
    signal("-CONT");
  }

  private void signal(String which) {
    List<String> command = new ArrayList<>(List.of("kill", which));
    processes().forEach(process -> command.add(Long.toString(process.pid())));
    try {
      int code = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (code != 0) {
        throw new AssertionError(command + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public abstract void close();
}
