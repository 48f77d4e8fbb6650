package dev.holdfast.outbound;

import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** A response that answers the caller's own request, not the one with token and proof. */
final class OwnResponse<T> implements HttpResponse<T> {
  private final HttpResponse<T> received;
  private final HttpRequest own;

  OwnResponse(HttpResponse<T> received, HttpRequest own) {
    this.received = received;
    this.own = own;
  }

  @Override
  public HttpRequest request() {
    return own;
  }

  /** Always empty: an earlier response would know the request that led to it. */
  @Override
  public Optional<HttpResponse<T>> previousResponse() {
    return Optional.empty();
  }

  @Override
  public int statusCode() {
    return received.statusCode();
  }

  @Override
  public HttpHeaders headers() {
    return received.headers();
  }

  @Override
  public T body() {
    return received.body();
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return received.sslSession();
  }

  @Override
  public URI uri() {
    return received.uri();
  }

  @Override
  public Version version() {
    return received.version();
  }

  @Override
  public String toString() {
    return "(" + own.method() + " " + own.uri() + ") " + statusCode();
  }
}
