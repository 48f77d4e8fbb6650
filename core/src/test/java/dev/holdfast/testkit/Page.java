package dev.holdfast.testkit;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Browser} got.
 *
 * @param uri the address it asked for
 * @param setCookies every {@code Set-Cookie} of the answer, as sent
 * @param location where a redirect points, resolved
 */
public record Page(
    URI uri,
    int status,
    HttpHeaders headers,
    List<String> setCookies,
    Optional<URI> location,
    String body) {

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }
}
