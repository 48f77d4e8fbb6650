package dev.holdfast.servlet;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Gathers the settings of a deployed filter: its init-params; where they are silent, the properties
 * file they name by {@code settings-file}; where that is silent, environment variables. {@code
 * HOLDFAST_CLIENT_ID} is {@code client-id}; two underscores in a row stand for a dot. An unknown
 * name is a mistake, except in the environment: orchestrators put names such as {@code
 * HOLDFAST_PORT} there by themselves.
 */
final class InitParameters {
  private static final String ENVIRONMENT = "HOLDFAST_";
  private static final String FILE = "settings-file";

  private InitParameters() {}

  static Settings read(FilterConfig config, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>();
    environment.forEach(
        (name, value) -> settingName(name).ifPresent(known -> variables.put(known, value)));
    Map<String, String> values = new HashMap<>();
    Map<String, String> parameters = new HashMap<>();
    Collections.list(config.getInitParameterNames())
        .forEach(name -> parameters.put(name, config.getInitParameter(name)));
    fileName(parameters).ifPresent(path -> values.putAll(file(path, config.getServletContext())));
    values.putAll(parameters);
    values.remove(FILE);
    return Settings.of(values).orElse(variables);
  }

  private static Optional<String> settingName(String variable) {
    return variable.startsWith(ENVIRONMENT)
        ? Optional.of(
            variable
                .substring(ENVIRONMENT.length())
                .toLowerCase(Locale.ROOT)
                .replace("__", ".")
                .replace('_', '-'))
        : Optional.empty();
  }

  private static Optional<String> fileName(Map<String, String> parameters) {
    String name = parameters.getOrDefault(FILE, "");
    Settings alone = Settings.of(Map.of(FILE, name));
    Optional<String> path = alone.text(FILE);
    alone.finish();
    return path;
  }

  /** A path in the web application if it begins with /WEB-INF/, else in the file system. */
  private static Map<String, String> file(String path, ServletContext context) {
    try (Reader in = open(path, context)) {
      Properties properties = new Properties();
      properties.load(in);
      Map<String, String> values = new HashMap<>();
      properties
          .stringPropertyNames()
          .forEach(name -> values.put(name, properties.getProperty(name)));
      return values;
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          List.of(FILE + " cannot be read: " + path + " (" + e.getClass().getSimpleName() + ")"));
    }
  }

  private static Reader open(String path, ServletContext context) throws IOException {
    if (!path.startsWith("/WEB-INF/")) {
      return Files.newBufferedReader(Path.of(path));
    }
    InputStream in = context.getResourceAsStream(path);
    if (in == null) {
      throw new IOException("no such resource");
    }
    return new InputStreamReader(in, StandardCharsets.UTF_8);
  }
}
