package dev.holdfast.servlet.relay;

import dev.holdfast.token.TokenRequest;
import dev.holdfast.transport.Origin;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where requests below one path of the application go. The browser chooses what follows the prefix,
 * and nothing else of the address.
 *
 * @param name by which operators know it
 * @param prefix in the application
 * @param origin of the API
 * @param base the path at the API that takes the place of the prefix
 * @param token that calls carry
 * @param methods that may be used
 * @param requestHeaders that pass to the API, in lower case
 * @param responseHeaders that pass to the browser, in lower case
 * @param types of content that pass to the browser
 */
record RelayRoute(
    String name,
    RelayPath prefix,
    Origin origin,
    RelayPath base,
    TokenRequest token,
    Set<String> methods,
    Set<String> requestHeaders,
    Set<String> responseHeaders,
    MediaTypes types,
    Caching caching,
    boolean forwarded,
    RelayLimits limits) {

  /** What becomes of an API's word about caches. */
  enum Caching {
    /** No cache keeps an answer, whatever the API says. */
    NEVER,
    /** The browser's own cache may, as long as the API says. */
    PRIVATE
  }

  /** Copies the sets. */
  RelayRoute {
    methods = Set.copyOf(methods);
    requestHeaders = Set.copyOf(requestHeaders);
    responseHeaders = Set.copyOf(responseHeaders);
  }

  /** Where a request goes; empty if its query is not one. */
  Optional<URI> target(RelayPath path, Optional<String> query) {
    String below = path.encodedAfter(prefix);
    String address = origin + (base.segments().isEmpty() ? "" : base.encoded()) + below;
    return query.isEmpty()
        ? Optional.of(URI.create(address))
        : PercentCoding.query(query.get()).map(text -> URI.create(address + "?" + text));
  }
}
