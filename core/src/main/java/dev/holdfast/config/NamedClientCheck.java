package dev.holdfast.config;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the named clients of a configuration, and completes them from the login's own client.
 */
final class NamedClientCheck {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
  private static final Pattern AUDIENCE = Pattern.compile("[\\x21-\\x7E]{1,1024}");

  private final OidcConfigBuilder login;
  private final ConfigCheck check;

  NamedClientCheck(OidcConfigBuilder login, ConfigCheck check) {
    this.login = login;
    this.check = check;
  }

  void all() {
    Set<String> names = new HashSet<>();
    for (NamedClientBuilder client : login.clients) {
      if (!NAME.matcher(client.name).matches()) {
        check.refuse(
            "clients", "has a name that is not 1 to 32 lower-case letters, digits or hyphens");
      } else if (!names.add(client.name)) {
        check.refuse("clients", "names " + client.name + " twice");
      } else {
        one(client, "client." + client.name + ".");
      }
    }
  }

  private void one(NamedClientBuilder client, String prefix) {
    authentication(client, prefix + "client-authentication");
    target(client, prefix);
    if (client.clientAuthentication != null
        && LoginPolicyCheck.hasKeysForRequests(client.clientAuthentication)) {
      check.refuse(
          prefix + "client-key",
          "is of no use beside a certificate that is the proof; only logins sign requests");
    }
    if (client.dpopKey instanceof DpopKeyChoice.PerSession) {
      check.refuse(prefix + "dpop-key", "is per session, but this client has none; use per-token:");
    }
    if (client.apiOrigins != null) {
      client.apiOrigins.forEach(origin -> check.safe(prefix + "allowed-origins", origin));
    }
  }

  private void authentication(NamedClientBuilder client, String setting) {
    ClientAuthentication proof = authentication(client, login);
    if (proof instanceof ClientAuthentication.None) {
      check.refuse(
          setting, "is none; only who proves their name gets tokens of their own (RFC 6749 §4.4)");
    } else if (proof == null && login.clientAuthentication != null) {
      check.refuse(
          setting, "is missing; another client-id needs a client-secret or client-key of its own");
    }
  }

  /** A secret belongs to one client id: it is not shown under another. */
  private static @Nullable ClientAuthentication authentication(
      NamedClientBuilder client, OidcConfigBuilder login) {
    boolean same = client.clientId == null || client.clientId.equals(login.clientId);
    return client.clientAuthentication == null && same
        ? login.clientAuthentication
        : client.clientAuthentication;
  }

  private void target(NamedClientBuilder client, String prefix) {
    if (client.resource != null && !ResourceIndicator.isOne(client.resource)) {
      check.refuse(prefix + "resource", "is no absolute URI without fragment (RFC 8707 §2)");
    }
    if (client.audience != null && !AUDIENCE.matcher(client.audience).matches()) {
      check.refuse(prefix + "audience", "is not one word of printable characters");
    }
    if (!client.scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
      check.refuse(prefix + "scope", "has a character that no scope may have (RFC 6749 §3.3)");
    }
  }

  /** The client with what it takes from the login; for a configuration without problems. */
  @SuppressWarnings("NullAway") // nothing is missing by now
  static NamedClient finished(NamedClientBuilder client, OidcConfigBuilder login) {
    return new NamedClient(
        client.name,
        client.clientId != null ? client.clientId : login.clientId,
        authentication(client, login),
        Optional.ofNullable(client.resource),
        Optional.ofNullable(client.audience),
        client.scopes,
        client.dpop != null ? client.dpop : login.dpop,
        client.dpopKey,
        client.apiOrigins != null ? client.apiOrigins : login.apiOrigins);
  }
}
