package dev.holdfast.servlet;

import dev.holdfast.config.Settings;
import dev.holdfast.config.SettingsScope;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code providers} and what begins with {@code provider.NAME.}: each provider has all the
 * settings of a client, shares with everybody what it does not set, and never who it is.
 */
final class ProvidersReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,19}");
  private static final String PREFIX = "provider.";

  /** What cookies are called by already, after the session's name. */
  private static final Set<String> TAKEN = CookieMark.words();

  /** Who a client is. */
  private static final Set<String> IDENTITY =
      Set.of(
          "issuer",
          "client-id",
          "client-secret",
          "client-key",
          "client-authentication",
          "client-assertion-algorithm",
          "assertion-audience",
          "assertion-type",
          "client-certificate",
          "client-certificate-key",
          "client-certificate-store",
          "client-certificate-password",
          "decryption-key",
          "redirect-uri",
          "clients");

  /** What nobody shares: that, and which part of the application is its own. */
  private static final Set<String> OWN =
      Stream.concat(IDENTITY.stream(), Stream.of("client.", "paths", "hosts", "label"))
          .collect(Collectors.toUnmodifiableSet());

  private final Settings settings;
  private final List<String> names;
  private final List<Settings> each;

  ProvidersReader(Settings settings) {
    this.settings = settings;
    this.names = settings.words("providers", List.of()).stream().filter(this::isName).toList();
    this.each =
        names.isEmpty()
            ? List.of(settings)
            : names.stream().map(name -> settings.within(scope(name))).toList();
  }

  private boolean isName(String name) {
    boolean good = NAME.matcher(name).matches() && !TAKEN.contains(name);
    if (!good) {
      settings.problem(
          "providers",
          "lists a name that is not 1 to 20 lower-case letters or digits, or is one of " + TAKEN);
    }
    return good;
  }

  private SettingsScope scope(String name) {
    return new SettingsScope(
        PREFIX + name + ".",
        Map.of(
            "registration", name,
            "login-path", "/auth/login/" + name,
            "callback-path", "/auth/callback/" + name,
            "logout-path", "/auth/logout/" + name,
            "session-path", "/auth/session/" + name,
            "logout-return-path", "/auth/logged-out/" + name,
            "back-channel-logout-path", "/auth/backchannel-logout/" + name,
            "front-channel-logout-path", "/auth/frontchannel-logout/" + name,
            "jwks-path", "/auth/jwks/" + name,
            "cookie-name", settings.text("cookie-name").orElse("session") + "-" + name),
        OWN);
  }

  /** The settings as each provider's client reads them; of the only client if none is named. */
  List<Settings> settings() {
    return each;
  }

  /** What the providers have together; empty if there is but one client. */
  Optional<SharedPart> sharedPart(List<FilterSettings> filters) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    IDENTITY.stream()
        .filter(name -> settings.text(name).isPresent())
        .forEach(
            name ->
                settings.problem(
                    name, "belongs to a provider; write " + PREFIX + names.get(0) + "." + name));
    List<Territory> territories = each.stream().map(this::territory).toList();
    if (territories.stream().noneMatch(Territory::isShared)) {
      settings.problem(
          "providers",
          "leave nobody for the rest of the application; one of them"
              + " needs neither paths nor hosts");
    }
    FilterSettings shared = shared(filters, territories);
    distinct(filters, shared);
    return Optional.of(
        new SharedPart(names, labels(), territories, filters, shared, chooserPage()));
  }

  /** The address of the application is the same wherever a provider sends people back to. */
  private FilterSettings shared(List<FilterSettings> filters, List<Territory> territories) {
    int first = Math.max(0, territories.indexOf(Territory.SHARED));
    String callback = filters.get(first).callbackPath();
    return FilterSettings.read(
        settings.within(new SettingsScope("", Map.of("callback-path", callback), Set.of())));
  }

  private List<String> labels() {
    return names.stream()
        .map(name -> each.get(names.indexOf(name)).text("label").orElse(capitalised(name)))
        .toList();
  }

  private static String capitalised(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private Territory territory(Settings own) {
    List<PathPattern> paths = PathPattern.read(own, "paths", List.of());
    Set<String> hosts =
        own.words("hosts", List.of()).stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    return new Territory(paths, hosts);
  }

  private Optional<String> chooserPage() {
    Optional<String> page = settings.text("chooser-page");
    if (page.isPresent() && !page.get().startsWith("/")) {
      settings.problem("chooser-page", "does not begin with a slash");
    }
    return page;
  }

  /** What two providers may not have in common. */
  private void distinct(List<FilterSettings> filters, FilterSettings shared) {
    distinct("cookie-name", filters, filter -> Optional.of(filter.cookieName()));
    besideNone(filters, shared);
    distinct("registration", each, own -> own.text("registration"));
    common(
        "session-cookie-same-site", filters, shared, filter -> filter.browser().sessionSameSite());
    common("cookie-prefix", filters, shared, filter -> filter.browser().cookiePrefix());
    common(
        "harden-container-session", filters, shared, filter -> filter.container().hardenSession());
    distinct("redirect-uri", each, own -> own.text("redirect-uri"));
    Set<String> paths = new HashSet<>(SharedPart.endpoints(shared));
    for (int i = 0; i < filters.size(); i++) {
      for (String path : filters.get(i).endpoints()) {
        if (!paths.add(path)) {
          each.get(i)
              .problem("login-path", "or another endpoint is at " + path + ", as one is already");
        }
      }
    }
    Set<String> clients = new TreeSet<>();
    for (Settings own : each) {
      for (String client : own.words("clients", List.of())) {
        if (!clients.add(client)) {
          own.problem("clients", "lists " + client + ", as another provider does");
        }
      }
    }
  }

  /** Cookies of two sessions would get in each other's way. */
  private void besideNone(List<FilterSettings> filters, FilterSettings shared) {
    Set<String> all =
        Stream.concat(filters.stream(), Stream.of(shared))
            .map(FilterSettings::cookieName)
            .collect(Collectors.toUnmodifiableSet());
    for (int i = 0; i < filters.size(); i++) {
      besideNone(each.get(i), filters.get(i).cookieName(), all);
    }
    besideNone(settings, shared.cookieName(), all);
  }

  private static void besideNone(Settings own, String name, Set<String> all) {
    if (all.stream().anyMatch(other -> CookieNames.isTakenBy(other, name))) {
      own.problem("cookie-name", "is what something beside another session is called");
    }
  }

  /** What cannot be one provider's own: one answer may set cookies of several. */
  private void common(
      String setting,
      List<FilterSettings> filters,
      FilterSettings shared,
      Function<FilterSettings, Object> value) {
    for (int i = 0; i < filters.size(); i++) {
      if (!value.apply(filters.get(i)).equals(value.apply(shared))) {
        each.get(i).problem(setting, "is not one provider's own; set it for all");
      }
    }
  }

  private <T> void distinct(String setting, List<T> ofEach, Function<T, Optional<String>> value) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ofEach.size(); i++) {
      if (value.apply(ofEach.get(i)).filter(found -> !seen.add(found)).isPresent()) {
        each.get(i).problem(setting, "is the same as another provider's");
      }
    }
  }
}
