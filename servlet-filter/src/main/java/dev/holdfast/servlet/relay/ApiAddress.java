package dev.holdfast.servlet.relay;

import dev.holdfast.transport.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * An address that an API names, read as strictly as one that a browser asks for.
 *
 * @param query encoded
 */
record ApiAddress(Origin origin, RelayPath path, Optional<String> query) {

  /** The address that a reference in an answer from {@code from} means; empty if it is doubtful. */
  static Optional<ApiAddress> of(URI from, String reference) {
    try {
      return of(from.resolve(new URI(reference)));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ApiAddress> of(URI uri) {
    if (uri.isOpaque() || uri.getRawUserInfo() != null || uri.getHost() == null) {
      return Optional.empty();
    }
    Origin origin = Origin.of(uri);
    Optional<RelayPath> path = RelayPath.parse(uri.getRawPath());
    Optional<String> query = Optional.ofNullable(uri.getRawQuery());
    Optional<String> encoded = query.flatMap(PercentCoding::query);
    return query.isPresent() == encoded.isPresent()
        ? path.map(plain -> new ApiAddress(origin, plain, encoded))
        : Optional.empty();
  }
}
