package dev.holdfast.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The directory of a web application that is nothing but its {@code WEB-INF/web.xml}. */
record WebApplication(Path directory) {
  private static final String DESCRIPTOR = "web.xml";

  /**
   * Writes one.
   *
   * @param filter the settings of its filter
   * @param relay those of its relay below /api
   * @param edit makes of the usual descriptor this one's
   */
  static WebApplication of(
      Map<String, String> filter, Map<String, String> relay, UnaryOperator<String> edit) {
    try {
      Path directory =
          Files.createTempDirectory(Files.createDirectories(Path.of("target", "webapps")), "shop");
      Path descriptor = Files.createDirectory(directory.resolve("WEB-INF")).resolve(DESCRIPTOR);
      Files.writeString(
          descriptor,
          edit.apply(template())
              .replace("<!-- filter -->", initParams(filter))
              .replace("<!-- relay -->", initParams(relay)));
      return new WebApplication(directory.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path descriptor() {
    return directory.resolve("WEB-INF").resolve(DESCRIPTOR);
  }

  private static String template() throws IOException {
    try (InputStream stream = WebApplication.class.getResourceAsStream("/" + DESCRIPTOR)) {
      if (stream == null) {
        throw new IllegalStateException("no " + DESCRIPTOR);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String initParams(Map<String, String> settings) {
    return new TreeMap<>(settings)
        .entrySet().stream()
            .map(each -> initParam(each.getKey(), each.getValue()))
            .collect(Collectors.joining("\n    "));
  }

  private static String initParam(String name, String value) {
    return "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>"
        .formatted(escaped(name), escaped(value));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
