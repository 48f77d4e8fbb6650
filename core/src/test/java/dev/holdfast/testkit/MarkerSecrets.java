package dev.holdfast.testkit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every secret that was on the wire, so that a test can look for them where they must not be: what
 * the provider issued and what the client sent. Thread-safe.
 */
public final class MarkerSecrets {

  private static final int SHORTEST_SURE_MATCH = 8;
  private static final List<String> SECRET_PARAMETERS =
      List.of(
          "client_secret",
          "client_assertion",
          "code_verifier",
          "code",
          "refresh_token",
          "state",
          "nonce",
          "token",
          "request_uri",
          "request",
          "id_token_hint");

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();

  /** A secret the provider does not see, say a cookie's value. */
  public void add(String secret) {
    note(secret);
  }

  /** All so far. */
  public Set<String> all() {
    return Set.copyOf(secrets);
  }

  /** Those that occur in the text. Values under 8 characters are left out: they match by chance. */
  public List<String> foundIn(CharSequence text) {
    String haystack = text.toString();
    return secrets.stream()
        .filter(secret -> secret.length() >= SHORTEST_SURE_MATCH)
        .filter(haystack::contains)
        .sorted()
        .toList();
  }

  String note(String secret) {
    secrets.add(secret);
    return secret;
  }

  void noteSent(Call call) {
    SECRET_PARAMETERS.forEach(name -> call.parameter(name).ifPresent(this::note));
    call.all("DPoP").forEach(this::note);
    call.all("Authorization").forEach(value -> note(value.substring(value.indexOf(' ') + 1)));
  }
}
