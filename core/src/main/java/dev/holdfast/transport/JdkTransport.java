package dev.holdfast.transport;

import dev.holdfast.config.ClientCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@link HttpTransport} over the Java platform's client. Certificates and host names are checked as
 * that client does by default; nothing here turns it off. Of TLS 1.2 only suites with forward
 * secrecy and authenticated encryption are offered, unless the client is given. Thread-safe.
 */
public final class JdkTransport implements HttpTransport {
  private final HttpClient client;
  private final TransportLimits limits;
  private final Optional<TlsSide> own;

  private JdkTransport(HttpClient client, TransportLimits limits, Optional<TlsSide> own) {
    this.client = client;
    this.limits = limits;
    this.own = own;
  }

  /** Over a client of its own. */
  public static HttpTransport within(TransportLimits limits) {
    return within(limits, TlsSide.PLATFORM);
  }

  /**
   * Over a client of its own that trusts the certificates in this store and no others, for a
   * provider with an authority of its own.
   */
  public static HttpTransport trusting(KeyStore authorities, TransportLimits limits) {
    return within(limits, TlsSide.trusting(authorities));
  }

  private static HttpTransport within(TransportLimits limits, TlsSide side) {
    return new JdkTransport(client(limits.connect(), side), limits, Optional.of(side));
  }

  private static HttpClient client(Duration connect, TlsSide side) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslParameters(side.offer());
    side.context().ifPresent(client::sslContext);
    return client.build();
  }

  /**
   * A plain client for calls of APIs: it follows no redirects.
   *
   * @param connect the time limit for connecting
   * @param authorities whom it trusts; empty: whom the platform trusts
   * @param certificate what it shows in TLS; empty: nothing
   */
  public static HttpClient clientOfApis(
      Duration connect, Optional<KeyStore> authorities, Optional<ClientCertificate> certificate) {
    return client(connect, new TlsSide(authorities, certificate));
  }

  /** Over one more client of its own; a given client shows what it was made with. */
  @Override
  public HttpTransport showing(ClientCertificate certificate) {
    return own.map(side -> within(limits, side.showing(certificate))).orElse(this);
  }

  /**
   * Over a given client, for a proxy, a trust store or a pool of threads. Its own connect timeout
   * counts.
   *
   * @throws IllegalArgumentException if the client follows redirects, keeps cookies or answers
   *     challenges: it would send credentials where nobody meant them to go
   */
  public static HttpTransport over(HttpClient client, TransportLimits limits) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException("the HTTP client must not follow redirects");
    }
    if (client.cookieHandler().isPresent() || client.authenticator().isPresent()) {
      throw new IllegalArgumentException(
          "the HTTP client must have neither a cookie handler nor an authenticator");
    }
    return new JdkTransport(client, limits, Optional.empty());
  }

  @Override
  public HttpReply send(HttpCall call) throws TransportException {
    Origin origin = permitted(call.uri());
    HttpResponse<byte[]> response = await(call, origin);
    try {
      String body =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(response.body())).toString();
      return new HttpReply(response.statusCode(), response.headers().map(), body);
    } catch (CharacterCodingException e) {
      throw new TransportException("a body that is not UTF-8 from " + origin, e);
    }
  }

  private Origin permitted(URI uri) throws TransportException {
    Origin origin;
    try {
      origin = Origin.of(uri);
    } catch (IllegalArgumentException e) {
      throw new TransportException("not an address to call", e);
    }
    boolean plain = origin.scheme().equals("http");
    if (plain && !(limits.allowHttpLoopback() && origin.isLoopback())) {
      throw new TransportException("plain HTTP is refused: " + origin);
    }
    return origin;
  }

  private HttpResponse<byte[]> await(HttpCall call, Origin origin) throws TransportException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request(call), head -> new CappedBody(limits.maxBodyBytes()));
    try {
      return answer.get(limits.whole().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new TransportException("no complete answer from " + origin, e.getCause());
    } catch (TimeoutException e) {
      throw new TransportException("no answer within " + limits.whole() + " from " + origin, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException("interrupted while calling " + origin, e);
    } finally {
      // Closes the connection of an answer that is not complete; changes nothing on one that is.
      answer.cancel(true);
    }
  }

  private static HttpRequest request(HttpCall call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .method(
                call.method(),
                call.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(call.body(), StandardCharsets.UTF_8));
    if ("http".equalsIgnoreCase(call.uri().getScheme())) {
      request.version(HttpClient.Version.HTTP_1_1); // an upgrade asked for with a POST is trouble
    }
    call.headers().forEach(request::setHeader);
    return request.build();
  }
}
