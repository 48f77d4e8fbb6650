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
 * @param store what a settings file says in place of this, if there is one
 * @param nodes where the application answers: at one place, or at two side by side
 * @param providerPort 0 for a free one, as for every port
 */
record Arguments(
    @Nullable Path settings,
    DemoStore store,
    List<Listening> nodes,
    int providerPort,
    int apiPort) {
  static final String USAGE =
      """
      Usage: java -jar holdfast-demo.jar [--store memory|cookie|h2|jdbc|redis]
               [--port N] [--second-port N] [--provider-port N] [--api-port N]
               [--jdbc-url URL [--jdbc-user NAME] [--jdbc-password-file FILE]]
               [--redis-uri URI [--redis-user NAME] [--redis-password-file FILE]]
               [--https-port N --keystore FILE --keystore-password-file FILE]
               [--settings FILE]

      The demo brings its own provider and API. --store says where sessions are kept:
        memory  in this process; the default for one node
        cookie  in the browser, encrypted
        h2      in a SQL database in this process; the default for two nodes
        jdbc    in the SQL database of --jdbc-url: PostgreSQL, MariaDB, H2
        redis   in the Redis of --redis-uri
      In jdbc and redis, the demo makes what it needs, named holdfast_demo_* or
      holdfast:demo:*.

      --second-port starts a second node beside the first, on the same store.
      With --settings, only the application starts: the file has the names of web.xml,
      and demo.api=URL of an API. Port 0 takes a free one.\
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
    List<Listening> nodes = nodes(given);
    Arguments arguments =
        new Arguments(
            file.orElse(null),
            store(new StoreArguments(given, nodes.size() > 1), file.isPresent()),
            nodes,
            given.number("provider-port", PROVIDER_PORT, 0, MOST),
            given.number("api-port", API_PORT, 0, MOST));
    given.finish();
    return arguments;
  }

  private static DemoStore store(StoreArguments arguments, boolean fileDecides) {
    if (fileDecides) {
      arguments.refuseAll();
      return DemoStore.memory();
    }
    return arguments.read();
  }

  private static List<Listening> nodes(Settings given) {
    Listening first = listening(given);
    return given.text("second-port").isEmpty()
        ? List.of(first)
        : List.of(first, first.at(given.number("second-port", 0, 0, MOST)));
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
