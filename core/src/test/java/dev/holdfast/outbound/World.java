package dev.holdfast.outbound;

import dev.holdfast.outbound.Situation.End;
import dev.holdfast.outbound.Situation.Whose;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.token.TokenRefresher;
import dev.holdfast.token.UserTokenException;
import dev.holdfast.transport.HttpTransport;
import dev.holdfast.transport.JdkTransport;
import dev.holdfast.transport.TransportLimits;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A provider, an API, and an application that calls it, with a token that was obtained a while ago
 * and is good.
 */
final class World implements AutoCloseable {
  static final Duration LIFE = Duration.ofMinutes(5);
  private static final String JOBS = "jobs";

  final FixedTime time = FixedTime.at(Instant.ofEpochSecond(1_900_000_000));
  final FakeProvider provider = FakeProvider.start(time).accessTokenLife(LIFE);
  final FakeApi api = FakeApi.start(provider);
  private final Node node;
  private final HttpClient client;
  private volatile boolean impatient;
  private boolean posting;

  World(Whose whose) {
    node =
        Node.over(
            Node.config(provider).apiOrigins(Set.of(api.origin())).client(JOBS).build(),
            new MapSessionStore(time),
            new MapCoordinationStore(time),
            parts -> parts.time(time).transport(transport()));
    if (whose == Whose.USER) {
      HeldSession session = new HeldSession(node.login());
      client = node.oidc().httpClient(node.oidc().tokens(session));
    } else {
      node.oidc().clientTokens().find(JOBS).orElseThrow();
      client = node.oidc().httpClient(JOBS);
    }
    provider.forgetRequests();
    time.advance(TokenRefresher.NEW); // an API may have its reasons to refuse the token by now
  }

  private HttpTransport transport() {
    TransportLimits usual = TransportLimits.standard().allowingHttpOnLoopback();
    HttpTransport patient = JdkTransport.within(usual);
    HttpTransport hasty =
        JdkTransport.within(
            new TransportLimits(
                usual.connect(), Duration.ofSeconds(3), usual.maxBodyBytes(), true));
    return call -> (impatient ? hasty : patient).send(call);
  }

  /** The token at hand is over: a call begins with a request to the provider. */
  World needsToken() {
    time.advance(LIFE);
    return this;
  }

  /** The same, and the provider does not say how long its tokens live: two hours. */
  World withoutEnd() {
    provider.accessTokenLife(Duration.ofHours(2)).always().at(Endpoint.TOKEN).omit("expires_in");
    return needsToken();
  }

  /** An answer of the provider may take half a second. */
  World impatient() {
    impatient = true;
    return this;
  }

  /** Calls are such that the platform's own client does not repeat them. */
  World posting() {
    posting = true;
    return this;
  }

  /** Makes the calls of a row. */
  End end(Situation situation) throws InterruptedException {
    String how = call();
    for (int i = 1; i < situation.calls(); i++) {
      time.advance(situation.between());
      how = call();
    }
    return new End(provider.requests(Endpoint.TOKEN).size(), api.requests().size(), how);
  }

  private String call() throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.uri("/orders"));
    if (posting) {
      request.POST(BodyPublishers.ofString("four"));
    }
    try {
      return String.valueOf(client.send(request.build(), BodyHandlers.ofString()).statusCode());
    } catch (UserTokenException none) {
      return (none.isLoginRequired() ? "login required: " : "try later: ") + none.code();
    } catch (IOException broken) {
      return "broken connection";
    }
  }

  @Override
  public void close() {
    node.close();
    api.close();
    provider.close();
  }
}
