package dev.holdfast.provider;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.holdfast.config.OidcConfig;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The {@code iss} of an authorization response (RFC 9207 §2.4). Thread-safe. */
final class AnswerIssuer {
  private final OidcConfig config;
  private final Metadata metadata;
  private final AtomicBoolean noted = new AtomicBoolean();
  private final Events events = new Events();

  AnswerIssuer(OidcConfig config, Metadata metadata) {
    this.config = config;
    this.metadata = metadata;
  }

  /** Whether a response with this, or without any, may be ours. */
  boolean mayBe(Optional<String> issuer) {
    if (issuer.isEmpty()) {
      return !config.profile().isFapi() && !isAnnounced(metadata.load());
    }
    boolean ours = issuer.get().equals(config.issuer().toString());
    boolean unannounced = metadata.known().filter(known -> !isAnnounced(known)).isPresent();
    if (ours && unannounced && noted.compareAndSet(false, true)) {
      events.issuerNotAnnounced(config.issuer());
    }
    return ours;
  }

  private static boolean isAnnounced(OIDCProviderMetadata provider) {
    return provider.supportsAuthorizationResponseIssuerParam();
  }
}
