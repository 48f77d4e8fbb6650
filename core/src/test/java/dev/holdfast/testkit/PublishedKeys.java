package dev.holdfast.testkit;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.util.List;

/** The keys that a client publishes, as a provider fetches them (RFC 7517 §5). */
final class PublishedKeys {
  private final HttpClient http = HttpClient.newHttpClient();

  /** Those with this id, or all if there is none; refuses a set that shows a private key. */
  List<JWK> at(URI address, String kid) {
    try {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw Refusal.invalidClient("no keys at jwks_uri");
      }
      List<JWK> keys = JWKSet.parse(answer.body()).getKeys();
      if (keys.stream().anyMatch(JWK::isPrivate)) {
        throw Refusal.invalidClient("a private key at jwks_uri");
      }
      return keys.stream().filter(key -> kid == null || kid.equals(key.getKeyID())).toList();
    } catch (IOException | ParseException unreadable) {
      throw Refusal.invalidClient("no key set at jwks_uri");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Refusal.invalidClient("stopped");
    }
  }
}
