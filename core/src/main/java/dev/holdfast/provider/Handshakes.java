package dev.holdfast.provider;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a failed TLS handshake says. */
final class Handshakes {
  /** The alerts of RFC 8446 §6.2 that are about the certificate we showed, or did not. */
  private static final Pattern ALERT =
      Pattern.compile(
          "(?i)(bad_certificate|unsupported_certificate|certificate_revoked|certificate_expired"
              + "|certificate_unknown|unknown_ca|access_denied|certificate_required)");

  private static final int DEEPEST = 8;

  private Handshakes() {}

  /** The alert by which the other side has refused our certificate; empty for anything else. */
  static Optional<String> refusedUs(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int i = 0; i < DEEPEST && cause != null; i++) {
      String message = String.valueOf(cause.getMessage());
      Matcher alert = ALERT.matcher(message);
      if (cause instanceof SSLException && message.contains("fatal alert") && alert.find()) {
        return Optional.of(alert.group());
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
