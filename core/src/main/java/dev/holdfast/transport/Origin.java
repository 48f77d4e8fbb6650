package dev.holdfast.transport;

import dev.holdfast.config.Loopback;
import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port of a URI, normalised: lower case, the scheme's default port filled in (RFC
 * 6454 §4).
 */
public record Origin(String scheme, String host, int port) {
  /**
   * The origin of an absolute {@code http} or {@code https} URI.
   *
   * @throws IllegalArgumentException if the URI is another one or has no host
   */
  public static Origin of(URI uri) {
    if (uri.getScheme() == null || uri.getHost() == null) {
      throw new IllegalArgumentException("not an absolute URI with a host");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("neither http nor https: " + scheme);
    }
    int port = uri.getPort() != -1 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  /** Whether this is the origin of the URI; false for one that has none. */
  public boolean isOf(URI uri) {
    boolean web =
        "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    return web && uri.getHost() != null && equals(of(uri));
  }

  /** Is the host this machine, by name or by literal address? */
  public boolean isLoopback() {
    return Loopback.isHost(host);
  }

  /** As a browser writes it in the {@code Origin} header: without a default port. */
  @Override
  public String toString() {
    boolean standard = port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + host + (standard ? "" : ":" + port);
  }
}
