package dev.holdfast.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;

/**
 * Reads the named clients: {@code clients} lists them, and {@code client.NAME.} begins the settings
 * of each.
 */
final class NamedClientSettings {
  private static final String PREFIX = "client.";

  private final Settings settings;

  NamedClientSettings(Settings settings) {
    this.settings = settings;
  }

  List<NamedClientBuilder> read() {
    List<String> names = settings.words("clients", List.of());
    settings.names(PREFIX).stream()
        .filter(setting -> names.stream().noneMatch(name -> setting.startsWith(prefix(name))))
        .forEach(this::refuseUnlisted);
    return names.stream().map(this::client).toList();
  }

  private static String prefix(String client) {
    return PREFIX + client + ".";
  }

  private void refuseUnlisted(String setting) {
    settings.text(setting); // from now on it is known, and not unknown too
    settings.problem(setting, "is of a client that clients does not list; add its name there");
  }

  private NamedClientBuilder client(String name) {
    NamedClientBuilder client = new NamedClientBuilder(name);
    String prefix = prefix(name);
    settings.text(prefix + "client-id").ifPresent(client::clientId);
    new AuthenticationSettings(settings, prefix).read().ifPresent(client::authenticateWith);
    settings.parsed(prefix + "resource", NamedClientSettings::uri).ifPresent(client::resource);
    settings.text(prefix + "audience").ifPresent(client::audience);
    client.scopes(Set.copyOf(settings.words(prefix + "scope", List.of())));
    DpopPolicy.read(settings, prefix + "dpop").ifPresent(client::dpop);
    settings.parsed(prefix + "dpop-key", DpopKeyText::ofClient).ifPresent(client::dpopKey);
    settings.uris(prefix + "allowed-origins").ifPresent(client::apiOrigins);
    return client;
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is no absolute URI without fragment (RFC 8707 §2)", e);
    }
  }
}
