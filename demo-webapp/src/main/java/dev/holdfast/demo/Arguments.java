package dev.holdfast.demo;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param settings a file with the settings of a provider elsewhere; null to bring one along
 * @param store the session store, by its name in the settings
 * @param providerPort 0 for a free one, as for every port
 */
record Arguments(
    @Nullable Path settings, String store, Listening listening, int providerPort, int apiPort) {
  static final String USAGE =
      """
      Usage: java -jar holdfast-demo.jar [--settings FILE] [--store memory|cookie]
               [--port N] [--provider-port N] [--api-port N]
               [--https-port N --keystore FILE --keystore-password-file FILE]

      Without --settings the demo brings its own provider and API. With it, only the
      application starts: the file has the names of web.xml, and demo.api=URL of an API.
      Port 0 takes a free one.\
      """;

  private static final int PORT = 8080;
  private static final int PROVIDER_PORT = 8081;
  private static final int API_PORT = 8082;
  private static final int MOST = 65_535;

  /**
   * Reads {@code --name value} pairs.
   *
   * @throws CannotStartException with everything that is wrong with them
   */
  static Arguments parse(String... words) throws CannotStartException {
    try {
      return read(Settings.of(pairs(words)));
    } catch (ConfigurationException e) {
      throw CannotStartException.because(
          "the arguments (--help shows them all)",
          e.problems().stream().map(problem -> "--" + problem).toList());
    }
  }

  private static Map<String, String> pairs(String... words) throws CannotStartException {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      if (!words[i].startsWith("--")) {
        throw new CannotStartException(
            "cannot start: an argument begins with --, unlike " + words[i]);
      }
      if (i + 1 == words.length || words[i + 1].startsWith("--")) {
        throw new CannotStartException("cannot start: " + words[i] + " lacks its value");
      }
      if (pairs.put(words[i].substring(2), words[i + 1]) != null) {
        throw new CannotStartException("cannot start: " + words[i] + " is there twice");
      }
    }
    return pairs;
  }

  private static Arguments read(Settings given) {
    Optional<Path> file = given.text("settings").map(Path::of);
    Optional<String> store = given.text("store");
    if (file.isPresent() && store.isPresent()) {
      given.problem("store", "goes into the file as session-store, since there is --settings");
    }
    Arguments arguments =
        new Arguments(
            file.orElse(null),
            given.choice("store", "memory", List.of("memory", "cookie")),
            listening(given),
            given.number("provider-port", PROVIDER_PORT, 0, MOST),
            given.number("api-port", API_PORT, 0, MOST));
    given.finish();
    return arguments;
  }

  private static Listening listening(Settings given) {
    int port = given.number("port", PORT, 0, MOST);
    Optional<Path> keystore = given.text("keystore").map(Path::of);
    Optional<Path> password = given.text("keystore-password-file").map(Path::of);
    Optional<String> https = given.text("https-port");
    if (https.isEmpty() && keystore.isEmpty() && password.isEmpty()) {
      return new Listening(port, null);
    }
    int tlsPort = given.number("https-port", 0, 0, MOST);
    needForHttps(given, "https-port", https);
    needForHttps(given, "keystore", keystore);
    needForHttps(given, "keystore-password-file", password);
    Path none = Path.of("");
    return new Listening(
        given.text("port").isPresent() ? port : Listening.NOT_AT_ALL,
        new Listening.Tls(tlsPort, keystore.orElse(none), password.orElse(none)));
  }

  private static void needForHttps(Settings given, String name, Optional<?> value) {
    if (value.isEmpty()) {
      given.problem(name, "is missing; https needs a port, a key store and its password");
    }
  }
}
