package dev.holdfast.outbound;

import dev.holdfast.config.DpopPolicy;
import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.dpop.ServerClocks;
import dev.holdfast.event.Listeners;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.RecordedCall;
import dev.holdfast.token.TokenRefresher;
import dev.holdfast.token.UserTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** A provider, an API, and an application with one user who is logged in. */
final class Shop implements AutoCloseable {
  final FixedTime time = FixedTime.at(Instant.ofEpochSecond(1_900_000_000));
  final FakeProvider provider = FakeProvider.start(time);
  final FakeApi api = FakeApi.start(provider);

  /**
   * Many calls at once, signed natively, want more connections than a busy machine makes in 2 s.
   */
  private final HttpClient patient = HttpClient.newHttpClient();

  private final WarningPace pace = new WarningPace(System::nanoTime);
  private final TimeLimits limits = new TimeLimits();
  private final Node node;
  private final HeldSession session;

  private Shop(DpopPolicy policy) {
    provider.dpopRequired(policy == DpopPolicy.REQUIRED);
    node =
        Node.over(
            Node.config(provider).apiOrigins(Set.of(api.origin())).dpop(policy).build(),
            new MapSessionStore(time),
            new MapCoordinationStore(time),
            parts -> parts.time(time).apiClient(patient));
    session = new HeldSession(node.login());
    provider.forgetRequests();
    time.advance(TokenRefresher.NEW); // an API may have its reasons to refuse the token by now
  }

  static Shop open() {
    return new Shop(DpopPolicy.REQUIRED);
  }

  /** Without DPoP. */
  static Shop withBearerTokens() {
    return new Shop(DpopPolicy.OFF);
  }

  UserTokens tokens() {
    return node.oidc().tokens(session);
  }

  /** The client an application gets. */
  HttpClient client() {
    return node.oidc().httpClient(tokens());
  }

  /** A client of the same user with parts of a test's own. */
  SigningHttpClient client(HttpClient delegate, Executor executor, LongSupplier nanoTime) {
    NonceMemory nonces = new NonceMemory(10);
    return new SigningHttpClient(
        new OutboundSetup(
            Listeners.none("default"),
            new DpopSigner(nonces, new ServerClocks(time), RandomBytes.secure()),
            nonces,
            AllowedOrigins.of(Set.of(api.origin())),
            delegate,
            executor,
            nanoTime,
            pace,
            limits),
        tokens());
  }

  Authorization authorize(String method, URI address) {
    return node.oidc().authorize(tokens(), method, address);
  }

  HttpRequest.Builder order(String path) {
    return HttpRequest.newBuilder(api.uri(path));
  }

  void logOut() {
    session.ended();
  }

  /** How often the provider was asked for another token. */
  int refreshes() {
    return provider.requests(Endpoint.TOKEN).size();
  }

  /** The last request the API saw. */
  RecordedCall lastCall() {
    List<RecordedCall> calls = api.requests();
    return calls.get(calls.size() - 1);
  }

  @Override
  public void close() {
    limits.close();
    node.close();
    api.close();
    provider.close();
  }
}
