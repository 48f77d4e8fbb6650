package dev.holdfast.outbound;

import dev.holdfast.dpop.RetryPlan.NextStep;
import dev.holdfast.token.TokenSource;
import dev.holdfast.token.UserTokenException;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Calls APIs as one user, or as a client of the application itself: with a token that is fresh now
 * and a proof of this very request.
 *
 * <p>What it protects: tokens travel to the allowed origins only, follow no redirect, and a bound
 * token never goes without its proof. What it does not: what the application does with the answers.
 *
 * <p>A refused call is repeated where that can help: once with the nonce that the API asks for, and
 * once with a new token, unless the refused one was obtained just now. A body made by {@code
 * ofString}, {@code ofByteArray} or {@code ofFile} can be repeated; any other is sent once and the
 * refusal is the answer, but the nonce is kept for the caller's own next try. The caller's timeout
 * covers all of it, the wait for a token included. The platform's client by itself may repeat an
 * idempotent request, proof included, when a pooled connection turns out to be dead.
 *
 * <p>{@code send} throws {@link UserTokenException} if there is no token, also for a repetition;
 * {@code sendAsync} fails with it. Both throw {@link IllegalArgumentException} for a request with
 * credentials of its own and {@link OriginNotAllowedException} for one to a foreign origin; nothing
 * is sent then. Thread-safe; lives as long as its {@link TokenSource}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-7">RFC 9449 §7 to §9</a>
 */
public final class SigningHttpClient extends HttpClient {
  private final OutboundSetup setup;
  private final TokenSource tokens;
  private final CallsUnderWay calls = new CallsUnderWay();

  /** A client that sends these tokens. Cheap. */
  public SigningHttpClient(OutboundSetup setup, TokenSource tokens) {
    this.setup = setup;
    this.tokens = tokens;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    OutboundCall call = new OutboundCall(setup, tokens, request);
    calls.begin();
    try {
      Answer<T> answer = new Answer<>(call.first(), handler, setup.limits());
      HttpResponse<T> received = setup.delegate().send(answer.attempt().wire(), answer);
      while (answer.next() != NextStep.GIVE_UP) {
        answer = new Answer<>(call.after(answer.attempt(), answer.next()), handler, setup.limits());
        received = setup.delegate().send(answer.attempt().wire(), answer);
      }
      return answer.last(received);
    } finally {
      calls.end();
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return begin(request, handler, null);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    return begin(request, handler, pushes);
  }

  private <T> CompletableFuture<HttpResponse<T>> begin(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    OutboundCall call = new OutboundCall(setup, tokens, request);
    try {
      calls.begin();
    } catch (IOException closed) {
      return CompletableFuture.failedFuture(closed);
    }
    return new AsyncCall<>(setup, call, handler, pushes).start(calls::end);
  }

  /** Refused: RFC 9449 has no proofs for WebSockets. */
  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    throw new UnsupportedOperationException(
        "a WebSocket carries no DPoP proof; open it with a client of your own");
  }

  /** Ends this client, not the shared one beneath it; waits for the calls under way (Java 21). */
  public void close() {
    shutdown();
    try {
      calls.awaitOver();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // those under way go on without anybody waiting
    }
  }

  /** Refuses later calls; those under way go on (Java 21). */
  public void shutdown() {
    calls.shut();
  }

  /** The same as {@link #shutdown}: whoever began a call can cancel it (Java 21). */
  public void shutdownNow() {
    shutdown();
  }

  /** Waits, after {@link #shutdown}, for the calls under way (Java 21). */
  public boolean awaitTermination(Duration patience) throws InterruptedException {
    return calls.awaitOver(patience);
  }

  /** Whether it is shut down and no call is under way (Java 21). */
  public boolean isTerminated() {
    return calls.isOver();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return setup.delegate().cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return setup.delegate().connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return setup.delegate().followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return setup.delegate().proxy();
  }

  @Override
  public SSLContext sslContext() {
    return setup.delegate().sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return setup.delegate().sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return setup.delegate().authenticator();
  }

  @Override
  public Version version() {
    return setup.delegate().version();
  }

  @Override
  public Optional<Executor> executor() {
    return setup.delegate().executor();
  }
}
