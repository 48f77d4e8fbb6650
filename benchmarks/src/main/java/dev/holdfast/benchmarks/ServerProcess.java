package dev.holdfast.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link RequestServer} in a process of its own, on the same Java. */
final class ServerProcess implements AutoCloseable {
  private static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC");

  private final Process process;
  private final int port;
  private final List<String> cookies = new ArrayList<>();

  private ServerProcess(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(HEAP);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(RequestServer.class.getName());
    command.addAll(arguments);
    this.process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    this.port = number(said);
    int sessions = number(said);
    for (int i = 0; i < sessions; i++) {
      cookies.add(said.readLine());
    }
  }

  private static int number(BufferedReader said) throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IOException("the server did not start");
    }
    return Integer.parseInt(line);
  }

  /** The servlet alone. */
  static ServerProcess bare() throws IOException {
    return new ServerProcess(List.of());
  }

  /** The servlet behind the filter, with so many sessions. */
  static ServerProcess behindFilter(int sessions, List<String> settings) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(Integer.toString(sessions)));
    arguments.addAll(settings);
    return new ServerProcess(arguments);
  }

  int port() {
    return port;
  }

  /** A {@code Cookie} header for each session. */
  List<String> cookies() {
    return cookies;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
  }
}
