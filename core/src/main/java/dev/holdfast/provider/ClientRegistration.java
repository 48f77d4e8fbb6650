package dev.holdfast.provider;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import dev.holdfast.transport.HttpCall;
import dev.holdfast.transport.HttpReply;
import dev.holdfast.transport.HttpTransport;
import dev.holdfast.transport.TransportException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Registers clients where the provider lets them register themselves (RFC 7591): for tests, and for
 * federations that are set up by a program. Nothing else here uses it; what it answers is the
 * caller's to keep. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-3">RFC 7591 §3</a>
 */
public final class ClientRegistration {
  private final URI endpoint;
  private final HttpTransport transport;
  private final Events events = new Events();

  /** At the provider's {@code registration_endpoint}. */
  public ClientRegistration(URI endpoint, HttpTransport transport) {
    this.endpoint = endpoint;
    this.transport = transport;
  }

  /**
   * Registers one more client at each call. Blocks for one HTTP request, which is never repeated.
   *
   * @param metadata such as {@code redirect_uris} and {@code token_endpoint_auth_method} (RFC 7591
   *     §2); JSON values
   */
  public ProviderReply<RegisteredClient> register(Map<String, ?> metadata) {
    return register(metadata, Optional.empty());
  }

  /** The same at a provider that asks for a token from before (RFC 7591 §3). */
  public ProviderReply<RegisteredClient> register(
      Map<String, ?> metadata, SecretText initialAccessToken) {
    return register(metadata, Optional.of(initialAccessToken));
  }

  private ProviderReply<RegisteredClient> register(
      Map<String, ?> metadata, Optional<SecretText> token) {
    try {
      return new ProviderReply.Granted<>(read(send(metadata, token)));
    } catch (ProviderRefusal e) {
      events.refused(endpoint, "client registration", e);
      return e.reply();
    }
  }

  private HttpReply send(Map<String, ?> metadata, Optional<SecretText> token) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json");
    token.ifPresent(secret -> headers.put("Authorization", "Bearer " + secret.reveal()));
    try {
      return transport.send(new HttpCall("POST", endpoint, headers, new Claims(metadata).toJson()));
    } catch (TransportException e) {
      throw ProviderRefusal.unavailable("no answer", e);
    }
  }

  private static RegisteredClient read(HttpReply reply) {
    if (reply.status() >= 500 || reply.status() == 429) {
      throw ProviderRefusal.unavailable("status " + reply.status(), RetryAfter.of(reply));
    }
    if (reply.status() == 401 || reply.status() == 403) {
      throw ProviderRefusal.of(ErrorCode.CLIENT_REFUSED, "status " + reply.status());
    }
    Claims body =
        JsonText.object(reply.body())
            .map(Claims::new)
            .orElseThrow(() -> invalid("status " + reply.status() + " without a JSON object"));
    if (reply.status() == 400) {
      String error = body.text("error").filter(word -> word.matches("[a-z_]{1,64}")).orElse("");
      throw ProviderRefusal.of(ErrorCode.REQUEST_REFUSED, "status 400, error " + error);
    }
    if (reply.status() != 201 && reply.status() != 200) {
      throw invalid("status " + reply.status());
    }
    return client(body);
  }

  private static RegisteredClient client(Claims body) {
    Map<String, Object> told = new HashMap<>(body.members());
    told.keySet().remove("client_secret");
    told.keySet().remove("registration_access_token");
    return new RegisteredClient(
        body.text("client_id")
            .filter(id -> !id.isBlank())
            .orElseThrow(() -> invalid("no client_id")),
        secret(body, "client_secret"),
        body.number("client_secret_expires_at").filter(at -> at > 0).map(Instant::ofEpochSecond),
        secret(body, "registration_access_token"),
        body.text("registration_client_uri").map(ClientRegistration::uri),
        new Claims(told));
  }

  private static Optional<SecretText> secret(Claims body, String name) {
    return body.text(name).filter(text -> !text.isBlank()).map(SecretText::of);
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw invalid("registration_client_uri is none");
    }
  }

  private static ProviderRefusal invalid(String what) {
    return ProviderRefusal.of(ErrorCode.PROVIDER_ANSWER_INVALID, "registration: " + what);
  }
}
