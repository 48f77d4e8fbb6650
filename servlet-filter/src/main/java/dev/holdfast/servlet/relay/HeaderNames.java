package dev.holdfast.servlet.relay;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which headers pass without being asked for, and which never do. Names are in lower case. */
final class HeaderNames {
  /** What a script may say about what it sends and wants. */
  static final Set<String> TO_API =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "content-encoding",
          "content-language",
          "content-type",
          "idempotency-key",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "last-event-id",
          "prefer",
          "range",
          "traceparent",
          "tracestate");

  /** What an API may say about its answer; its type, length, place and caching are judged apart. */
  static final Set<String> TO_BROWSER =
      Set.of(
          "accept-patch",
          "accept-ranges",
          "allow",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-range",
          "deprecation",
          "etag",
          "last-modified",
          "preference-applied",
          "ratelimit",
          "ratelimit-policy",
          "retry-after",
          "sunset");

  /** RFC 9110 §7.6.1, and what frames a message. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> NEVER_TO_API =
      Set.of(
          "authorization",
          "cookie",
          "cookie2",
          "dpop",
          "forwarded",
          "via",
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "x-real-ip");

  /** What sets state in the browser, or decides how it treats this origin. */
  private static final Set<String> NEVER_TO_BROWSER =
      Set.of(
          "age",
          "alt-svc",
          "authentication-info",
          "cache-control",
          "clear-site-data",
          "content-location",
          "content-security-policy",
          "content-security-policy-report-only",
          "content-type",
          "dpop",
          "dpop-nonce",
          "expires",
          "location",
          "nel",
          "pragma",
          "refresh",
          "report-to",
          "reporting-endpoints",
          "service-worker-allowed",
          "set-cookie",
          "set-cookie2",
          "sourcemap",
          "strict-transport-security",
          "timing-allow-origin",
          "vary",
          "www-authenticate",
          "x-content-type-options");

  private HeaderNames() {}

  /** Whether no setting may let a header of the browser through. */
  static boolean isNeverForApi(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return OF_THE_CONNECTION.contains(lower)
        || NEVER_TO_API.contains(lower)
        || begins(lower, List.of("proxy-", "x-forwarded-"));
  }

  /** Whether no setting may let a header of an API through. */
  static boolean isNeverForBrowser(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return OF_THE_CONNECTION.contains(lower)
        || NEVER_TO_BROWSER.contains(lower)
        || begins(lower, List.of("proxy-", "access-control-", "cross-origin-"));
  }

  private static boolean begins(String name, List<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }
}
