package dev.holdfast.servlet.relay;

import dev.holdfast.config.Settings;
import dev.holdfast.servlet.relay.RelayRoute.Caching;
import dev.holdfast.token.TokenRequest;
import dev.holdfast.transport.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one route: {@code route.<name>} and what begins with it. Problems go to the settings. */
final class RouteReader {
  private static final Pattern FORM = Pattern.compile("(\\S+)\\s*->\\s*(\\S+)");
  private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+");
  private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z-]*");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Set<String> NO_METHODS = Set.of("CONNECT", "OPTIONS", "TRACE");
  private static final Duration LEAST_TIME = Duration.ofMillis(100);
  private static final Duration MOST_TIME = Duration.ofHours(24);
  private static final long MIB = 1024 * 1024;
  private static final long MOST_BUFFER = 64 * MIB;
  private static final long MOST_BODY = 1024 * 1024 * MIB;

  private final Settings settings;
  private final String name;

  RouteReader(Settings settings, String name) {
    this.settings = settings;
    this.name = name;
  }

  /** Every setting is looked at, whatever is wrong with the others; empty if the first is. */
  Optional<RelayRoute> read() {
    Optional<Matcher> parts = parts();
    Optional<RelayPath> prefix = parts.flatMap(found -> prefix(found.group(1)));
    Optional<URI> target = parts.flatMap(found -> target(found.group(2)));
    Optional<RelayPath> base = target.flatMap(uri -> RelayPath.base(uri.getRawPath()));
    TokenRequest token = new RouteTokenReader(settings, key()).read();
    Set<String> methods = methods();
    Set<String> up = headers("request-headers", HeaderNames.TO_API, HeaderNames::isNeverForApi);
    Set<String> down =
        headers("response-headers", HeaderNames.TO_BROWSER, HeaderNames::isNeverForBrowser);
    MediaTypes types = types();
    Caching caching =
        settings.choice(key("cache"), "never", List.of("never", "private")).equals("private")
            ? Caching.PRIVATE
            : Caching.NEVER;
    boolean forwarded = settings.flag(key("forwarded"), true);
    RelayLimits limits = limits();
    return prefix.isEmpty() || base.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RelayRoute(
                name,
                prefix.get(),
                Origin.of(target.orElseThrow()),
                base.get(),
                token,
                methods,
                up,
                down,
                types,
                caching,
                forwarded,
                limits));
  }

  private String key() {
    return "route." + name;
  }

  private String key(String part) {
    return key() + "." + part;
  }

  private Optional<Matcher> parts() {
    Optional<Matcher> matcher =
        settings
            .required(key(), "say where it leads, as in /api/orders -> https://api.example/orders")
            .map(FORM::matcher);
    if (matcher.isPresent() && !matcher.get().matches()) {
      settings.problem(key(), "is not of the form /api/orders -> https://api.example/orders");
      return Optional.empty();
    }
    return matcher;
  }

  private Optional<RelayPath> prefix(String text) {
    Optional<RelayPath> path =
        PREFIX.matcher(text).matches() ? RelayPath.parse(text) : Optional.empty();
    if (path.isEmpty()) {
      settings.problem(key(), "does not begin with a plain path such as /api/orders");
    }
    return path;
  }

  private Optional<URI> target(String text) {
    Optional<URI> uri = absolute(text);
    if (uri.isEmpty()) {
      settings.problem(key(), "does not lead to an address such as https://api.example/orders");
    } else if (isPlain(uri.get())) {
      settings.problem(key(), "leads to another machine by plain http");
      return Optional.empty();
    }
    return uri;
  }

  /** Without user, query and fragment, which nobody would see again. */
  private static Optional<URI> absolute(String text) {
    try {
      URI uri = new URI(text);
      boolean complete = uri.isAbsolute() && uri.getHost() != null && uri.getRawUserInfo() == null;
      boolean more = uri.getRawQuery() != null || uri.getRawFragment() != null;
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return complete && http && !more && RelayPath.base(uri.getRawPath()).isPresent()
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(URI uri) {
    return "http".equals(uri.getScheme()) && !Origin.of(uri).isLoopback();
  }

  private Set<String> methods() {
    List<String> methods = settings.words(key("methods"), List.of("GET", "HEAD"));
    for (String method : methods) {
      if (!METHOD.matcher(method).matches() || NO_METHODS.contains(method)) {
        settings.problem(key("methods"), "lists what is no method for an API, such as GET or POST");
      }
    }
    return Set.copyOf(methods);
  }

  private Set<String> headers(String part, Set<String> standard, Predicate<String> forbidden) {
    Set<String> names = new HashSet<>(standard);
    for (String header : settings.words(key(part), List.of())) {
      if (!HEADER.matcher(header).matches()) {
        settings.problem(key(part), "lists what is no name of a header");
      } else if (forbidden.test(header)) {
        settings.problem(key(part), "lists " + header + ", which never passes");
      }
      names.add(header.toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private MediaTypes types() {
    List<String> patterns = settings.words(key("content-types"), MediaTypes.STANDARD.patterns());
    patterns.forEach(
        pattern ->
            MediaTypes.complaint(pattern)
                .ifPresent(complaint -> settings.problem(key("content-types"), complaint)));
    return new MediaTypes(
        patterns.stream().map(pattern -> pattern.toLowerCase(Locale.ROOT)).toList());
  }

  private RelayLimits limits() {
    Duration time = settings.duration(key("time-limit"), Duration.ofSeconds(30));
    if (time.compareTo(LEAST_TIME) < 0 || time.compareTo(MOST_TIME) > 0) {
      settings.problem(key("time-limit"), "is not between 100ms and 24h");
    }
    return new RelayLimits(
        bytes("buffer", MIB, MOST_BUFFER),
        bytes("max-request", 10 * MIB, MOST_BODY),
        bytes("max-response", 100 * MIB, MOST_BODY),
        time);
  }

  private long bytes(String part, long otherwise, long most) {
    Optional<String> text = settings.text(key(part));
    if (text.isEmpty()) {
      return otherwise;
    }
    OptionalLong count = ByteCount.parse(text.get());
    if (count.isEmpty()) {
      settings.problem(key(part), "is no size such as 500KiB, 10MiB or 1GiB");
    } else if (count.getAsLong() > most) {
      settings.problem(key(part), "is not between 0 and " + ByteCount.text(most));
    }
    return count.orElse(otherwise);
  }
}
