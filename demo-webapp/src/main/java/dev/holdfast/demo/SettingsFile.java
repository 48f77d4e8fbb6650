package dev.holdfast.demo;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settings in the form of {@link Properties}, in UTF-8: the filter's, and the demo's own one. */
final class SettingsFile {
  private static final String API = "demo.api";
  private static final String ALLOWED = "allowed-origins";

  private final Map<String, String> oidc = new TreeMap<>();
  private final @Nullable URI api;
  private final List<String> problems;

  private SettingsFile(Properties properties) {
    properties.stringPropertyNames().forEach(n -> oidc.put(n, properties.getProperty(n)));
    String text = oidc.remove(API);
    Settings own = Settings.of(text == null ? Map.of() : Map.of(API, text));
    own.required(API, "set it to the address that /orders is to call");
    api = own.uri(API).orElse(null);
    problems = problems(own);
    if (api != null) {
      oidc.putIfAbsent(ALLOWED, api.resolve("/").toString());
    }
  }

  /**
   * All of them.
   *
   * @throws CannotStartException if the file cannot be read or has another form
   */
  static SettingsFile read(Path file) throws CannotStartException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new CannotStartException("cannot start: the settings cannot be read: " + file, e);
    } catch (IllegalArgumentException e) {
      throw new CannotStartException(
          "cannot start: a backslash in " + file + " begins no character: " + e.getMessage(), e);
    }
    return new SettingsFile(properties);
  }

  /** The filter's; tokens may travel to the API unless the file says otherwise. */
  Map<String, String> oidc() {
    return oidc;
  }

  /** What {@code /orders} calls; empty if there is a problem with it. */
  Optional<URI> api() {
    return Optional.ofNullable(api);
  }

  /** What is wrong with the demo's own settings. */
  List<String> problems() {
    return problems;
  }

  /** The session store by name; what the file leaves open is as in {@code web.xml}. */
  String store() {
    return Settings.of(oidc).text("session-store").orElse("memory");
  }

  /** Why two nodes could not work with these settings. */
  List<String> problemsOfSharing() {
    if (store().equals("memory")) {
      return List.of("session-store is memory, which two nodes cannot share; set jdbc or redis");
    }
    String coordination = Settings.of(oidc).text("coordination").orElse(store());
    return List.of("cookie", "memory").contains(coordination)
        ? List.of("coordination is in memory, which two nodes cannot share; set jdbc or redis")
        : List.of();
  }

  private static List<String> problems(Settings read) {
    try {
      read.finish();
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }
}
