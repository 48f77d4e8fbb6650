package dev.holdfast.outbound;

import dev.holdfast.transport.Origin;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where tokens may travel: scheme, host and port must all be the same as those of a listed address.
 * Immutable.
 */
public final class AllowedOrigins {
  private final Set<Origin> origins;

  private AllowedOrigins(Set<Origin> origins) {
    this.origins = origins;
  }

  /**
   * The origins of these addresses; their paths do not count.
   *
   * @throws IllegalArgumentException if one is not absolute, has no host, or is not http or https
   */
  public static AllowedOrigins of(Set<URI> addresses) {
    return new AllowedOrigins(
        addresses.stream().map(Origin::of).collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Where a token for this API may travel. One whose address is listed gets its own tokens alone;
   * any other is taken for a mere name, of which nobody here knows where it is.
   */
  AllowedOrigins of(URI resource) {
    return origins.stream()
        .filter(origin -> origin.isOf(resource))
        .findFirst()
        .map(origin -> new AllowedOrigins(Set.of(origin)))
        .orElse(this);
  }

  /** The origin of {@code target}, if a token may go there. */
  Origin require(URI target) {
    Origin origin = Origin.of(target);
    if (!origins.contains(origin)) {
      throw new OriginNotAllowedException(origin);
    }
    return origin;
  }

  @Override
  public String toString() {
    return "AllowedOrigins" + origins;
  }
}
