package dev.holdfast.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Keycloak with one realm, in a process of its own. */
final class Keycloak implements AutoCloseable {
  private static final String LISTENS = "Listening on:";
  private static final Pattern MEMBER = Pattern.compile("\"(id|access_token)\":\"([^\"]+)\"");
  private static final int PATIENCE_MINUTES = 5;

  private final Process process;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch listening = new CountDownLatch(1);

  private Keycloak(Process process, int port) {
    this.process = process;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    Thread reader = new Thread(this::follow, "keycloak");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts it with this realm; answers once it listens. */
  static Keycloak start(String realm) {
    Path home = Path.of(System.getProperty("keycloak.home"));
    try {
      Path imports = Files.createDirectories(home.resolve("data/import"));
      Files.writeString(imports.resolve("realm.json"), realm);
      int port = freePort();
      ProcessBuilder command =
          new ProcessBuilder(
                  "bash",
                  home.resolve("bin/kc.sh").toString(),
                  "start-dev",
                  "--import-realm",
                  "--db=dev-mem",
                  "--http-host=127.0.0.1",
                  "--http-port=" + port,
                  "--health-enabled=false",
                  "--hostname=http://localhost:" + port)
              .redirectErrorStream(true);
      command.environment().put("JAVA_HOME", System.getProperty("java.home"));
      command.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
      command.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
      command.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
      Keycloak keycloak = new Keycloak(command.start(), port);
      keycloak.awaitListening();
      return keycloak;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        if (line.contains(LISTENS)) {
          listening.countDown();
        }
      }
    } catch (IOException e) {
      log.add("no more to read: " + e.getMessage()); // killed in the middle of a line
    }
  }

  private void awaitListening() {
    try {
      if (!listening.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        kill();
        throw new AssertionError("Keycloak did not start: " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  String issuer() {
    return origin() + "/realms/shop";
  }

  String origin() {
    return "http://localhost:" + port;
  }

  /** What an administrator does who logs a user out everywhere. */
  void logOut(String username) {
    String admin =
        member(
            "access_token",
            post(
                origin() + "/realms/master/protocol/openid-connect/token",
                "",
                "grant_type=password&client_id=admin-cli&username=admin&password=admin"));
    String users = origin() + "/admin/realms/shop/users";
    String id = member("id", get(users + "?exact=true&username=" + username, admin));
    post(users + "/" + id + "/logout", admin, "");
  }

  private static String member(String name, String json) {
    Matcher matcher = MEMBER.matcher(json);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return matcher.group(2);
      }
    }
    throw new AssertionError("no " + name + " in " + json);
  }

  private String get(String address, String bearer) {
    return send(HttpRequest.newBuilder(URI.create(address)), bearer);
  }

  private String post(String address, String bearer, String form) {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)),
        bearer);
  }

  private String send(HttpRequest.Builder request, String bearer) {
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new AssertionError(answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** What it has said so far. */
  String said() {
    synchronized (log) {
      return String.join("\n", log);
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }
}
