package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.Attempts;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.dpop.ProofRequest;
import dev.holdfast.dpop.Refusal;
import dev.holdfast.dpop.Refusal.Clock;
import dev.holdfast.dpop.RetryPlan;
import dev.holdfast.dpop.RetryPlan.NextStep;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.Listeners;
import dev.holdfast.event.ProviderEndpoint;
import dev.holdfast.transport.HttpCall;
import dev.holdfast.transport.HttpReply;
import dev.holdfast.transport.HttpTransport;
import dev.holdfast.transport.Origin;
import dev.holdfast.transport.TransportException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One form sent to the authorization server, with client authentication and proof. It is repeated
 * once where a nonce is asked for, and once where the proof's date was the server's objection; then
 * proof and assertion are new (RFC 9449 §8).
 */
final class AuthorizationServerCall {
  private final OidcConfig config;
  private final HttpTransport transport;
  private final DpopSigner signer;
  private final NonceMemory nonces;
  private final Circuit circuit;
  private final Listeners listeners;
  private final ProviderCalls calls;
  private final Events events = new Events();

  /** The login's client goes this way, to begin with to the token endpoint. */
  AuthorizationServerCall(ProviderSetup setup, HttpTransport transport) {
    this(
        setup.config(),
        transport,
        setup.signer(),
        setup.nonces(),
        new Circuit(setup.time()),
        setup.listeners(),
        new ProviderCalls(setup.listeners(), ProviderEndpoint.TOKEN));
  }

  private AuthorizationServerCall(
      OidcConfig config,
      HttpTransport transport,
      DpopSigner signer,
      NonceMemory nonces,
      Circuit circuit,
      Listeners listeners,
      ProviderCalls calls) {
    this.config = config;
    this.transport = transport;
    this.signer = signer;
    this.nonces = nonces;
    this.circuit = circuit;
    this.listeners = listeners;
    this.calls = calls;
  }

  /** The same server, by the way that another client goes. */
  AuthorizationServerCall by(HttpTransport another) {
    return new AuthorizationServerCall(config, another, signer, nonces, circuit, listeners, calls);
  }

  /** The same server, at another endpoint. */
  AuthorizationServerCall at(ProviderEndpoint endpoint) {
    ProviderCalls there = new ProviderCalls(listeners, endpoint);
    return new AuthorizationServerCall(
        config, transport, signer, nonces, circuit, listeners, there);
  }

  /**
   * As {@link #send}, but not to a server that has failed just now: for what can wait, since nobody
   * is in the middle of it.
   *
   * @throws ProviderRefusal also for as long as the server is left alone
   */
  HttpReply sendUnlessResting(
      Supplier<HTTPRequest> request, Optional<DpopKey> key, BooleanSupplier mayStillSend) {
    Optional<Duration> rest = circuit.rest();
    if (rest.isPresent()) {
      throw ProviderRefusal.resting(rest.get());
    }
    return send(request, key, mayStillSend);
  }

  /**
   * Sends what {@code request} makes, asked anew for each HTTP request.
   *
   * @throws ProviderRefusal if there is no answer, or one that is not a success
   */
  HttpReply send(
      Supplier<HTTPRequest> request, Optional<DpopKey> key, BooleanSupplier mayStillSend) {
    Attempts attempts = Attempts.none();
    while (true) {
      if (!mayStillSend.getAsBoolean()) {
        throw ProviderRefusal.unavailable("not sent: too late to use the answer", (Throwable) null);
      }
      HttpCall call = call(request.get(), key);
      HttpReply reply = once(call, attempts);
      if (reply.status() == 200 || reply.status() == 201) {
        return reply;
      }
      String error = error(reply);
      Refusal refusal =
          new Refusal.ByAuthorizationServer(
              reply.status(), error, reply.all("DPoP-Nonce"), clock(call, reply, error));
      NextStep step = key.isPresent() ? RetryPlan.decide(refusal, attempts) : NextStep.GIVE_UP;
      if (step == NextStep.GIVE_UP) {
        throw refused(reply, error);
      }
      events.repeated(config.issuer(), step);
      attempts = attempts.after(step);
    }
  }

  private Clock clock(HttpCall call, HttpReply reply, String error) {
    if (!error.equals("invalid_dpop_proof")) {
      return Clock.ALIKE;
    }
    Optional<Duration> ahead = signer.learnClock(Origin.of(call.uri()), reply.all("Date"));
    ahead.ifPresent(found -> events.clockDiffers(config.issuer(), found));
    return Clock.by(ahead);
  }

  private HttpReply once(HttpCall call, Attempts before) {
    long order = nonces.ticket();
    try {
      HttpReply reply = calls.send(transport, call, before);
      nonces.learn(config.registration(), Origin.of(call.uri()), reply.all("DPoP-Nonce"), order);
      if (isOverloaded(reply)) {
        circuit.failed(RetryAfter.of(reply));
      } else {
        circuit.answered();
      }
      return reply;
    } catch (TransportException e) {
      circuit.failed(null);
      throw Handshakes.refusedUs(e)
          .map(alert -> ProviderRefusal.of(ErrorCode.CLIENT_REFUSED, "TLS: " + alert))
          .orElseGet(() -> ProviderRefusal.unavailable("no answer", e));
    }
  }

  private static boolean isOverloaded(HttpReply reply) {
    return reply.status() >= 500 || reply.status() == 429;
  }

  private HttpCall call(HTTPRequest request, Optional<DpopKey> key) {
    Map<String, String> headers = new HashMap<>();
    request.getHeaderMap().forEach((name, values) -> headers.put(name, values.get(0)));
    headers.put("Accept", "application/json");
    key.ifPresent(k -> headers.put("DPoP", proof(request, k)));
    String body = Optional.ofNullable(request.getBody()).orElse("");
    return new HttpCall(request.getMethod().name(), request.getURI(), headers, body);
  }

  private String proof(HTTPRequest request, DpopKey key) {
    return signer
        .proof(
            key,
            new ProofRequest(
                config.registration(),
                request.getMethod().name(),
                request.getURI(),
                Optional.empty()))
        .reveal();
  }

  private static String error(HttpReply reply) {
    return JsonText.object(reply.body())
        .map(Claims::new)
        .flatMap(body -> body.text("error"))
        .filter(text -> text.matches("[A-Za-z0-9_.-]{1,64}"))
        .orElse("");
  }

  private static ProviderRefusal refused(HttpReply reply, String error) {
    String message = "status " + reply.status() + (error.isEmpty() ? "" : ", error " + error);
    if (isOverloaded(reply)) {
      return ProviderRefusal.unavailable(message, RetryAfter.of(reply));
    }
    return switch (error) {
      case "invalid_client" -> ProviderRefusal.of(ErrorCode.CLIENT_REFUSED, message);
      case "invalid_grant" -> ProviderRefusal.of(ErrorCode.GRANT_REFUSED, message);
      case "invalid_dpop_proof", "use_dpop_nonce" ->
          ProviderRefusal.of(ErrorCode.PROOF_REFUSED, message);
      case "temporarily_unavailable", "server_error" ->
          ProviderRefusal.unavailable(message, RetryAfter.of(reply));
      case "" -> ProviderRefusal.of(ErrorCode.PROVIDER_ANSWER_INVALID, message);
      default -> ProviderRefusal.of(ErrorCode.REQUEST_REFUSED, message);
    };
  }
}
