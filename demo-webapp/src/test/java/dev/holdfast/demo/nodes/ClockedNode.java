package dev.holdfast.demo.nodes;

import dev.holdfast.Oidc;
import dev.holdfast.OidcBuilder;
import dev.holdfast.config.Settings;
import dev.holdfast.demo.wire.LocalServer;
import dev.holdfast.servlet.FilterSettings;
import dev.holdfast.servlet.OidcFilter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The main class of a node whose clock is moved from outside: a line of its input is a duration, or
 * asks how many requests have come. Ends with its input, and so with whoever started it.
 */
public final class ClockedNode {
  static final String HOW_MANY = "how many";

  private ClockedNode() {}

  /** Serves {@code /token} for users who are logged in; the argument is a file with settings. */
  public static void main(String... words) throws IOException {
    ShiftedClock time = new ShiftedClock();
    Settings settings = Settings.of(read(Path.of(words[0])));
    Optional<OidcBuilder> client = Oidc.read(settings);
    settings.finish();
    LocalServer server = LocalServer.listen(0);
    server.add(
        new OidcFilter(client.orElseThrow().time(time).build(), FilterSettings.of(Map.of())));
    TokenServlet tokens = new TokenServlet();
    server.add("/token", tokens);
    server.start();
    System.out.println(Node.GREETING + server.origin() + "/");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      if (!order.equals(HOW_MANY)) {
        time.advance(Duration.parse(order));
      }
      System.out.println(tokens.asked());
    }
    System.exit(0);
  }

  private static Map<String, String> read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
    return settings;
  }
}
