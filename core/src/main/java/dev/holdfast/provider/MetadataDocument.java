package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.holdfast.config.MetadataLocation;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.transport.HttpCall;
import dev.holdfast.transport.HttpReply;
import dev.holdfast.transport.HttpTransport;
import dev.holdfast.transport.TransportException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The document in which a provider describes itself, as it was fetched.
 *
 * @param content what it says, not compared with anything yet
 * @param fresh how long it may be used before it is fetched again
 */
record MetadataDocument(OIDCProviderMetadata content, Duration fresh) {
  /** So long whatever the provider says: it is asked no oftener. */
  static final Duration LEAST = Duration.ofMinutes(5);

  private static final Duration MOST = Duration.ofHours(24);
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Pattern MAX_AGE = Pattern.compile("max-age\\s*=\\s*\"?(\\d{1,9})");
  private static final Pattern NOT_KEPT = Pattern.compile("\\bno-(store|cache)\\b");

  /** Throws a {@link ProviderRefusal} if there is none. */
  static MetadataDocument fetch(OidcConfig config, HttpTransport transport) {
    URI address = address(config.issuer(), config.metadataLocation());
    try {
      HttpReply reply =
          transport.send(new HttpCall("GET", address, Map.of("Accept", "application/json"), ""));
      if (reply.status() != 200) {
        throw ProviderRefusal.unavailable(
            "metadata: status " + reply.status(), RetryAfter.of(reply));
      }
      return new MetadataDocument(parse(reply.body(), config), fresh(reply));
    } catch (TransportException e) {
      throw ProviderRefusal.unavailable("metadata: no answer", e);
    }
  }

  /** Where the document of an issuer is; a slash at its end counts for neither place. */
  static URI address(URI issuer, MetadataLocation location) {
    String base = issuer.toString().replaceAll("/$", "");
    if (location == MetadataLocation.OPENID_CONFIGURATION) {
      return URI.create(base + "/.well-known/openid-configuration");
    }
    String path = issuer.getRawPath() == null ? "" : issuer.getRawPath().replaceAll("/$", "");
    String origin = base.substring(0, base.length() - path.length());
    return URI.create(origin + "/.well-known/oauth-authorization-server" + path);
  }

  private static OIDCProviderMetadata parse(String body, OidcConfig config) {
    Map<String, Object> members =
        JsonText.object(body)
            .orElseThrow(
                () ->
                    ProviderRefusal.of(
                        ErrorCode.PROVIDER_UNSUITABLE, "metadata: no single JSON object"));
    if (config.metadataLocation() == MetadataLocation.OAUTH_AUTHORIZATION_SERVER) {
      complete(members, config);
    }
    try {
      return OIDCProviderMetadata.parse(JsonText.write(members));
    } catch (ParseException e) {
      throw ProviderRefusal.of(ErrorCode.PROVIDER_UNSUITABLE, "metadata: " + e.getMessage());
    }
  }

  /**
   * OpenID Connect demands these, RFC 8414 knows neither. Nothing here depends on the first; where
   * the second is absent the settings alone say how an ID token is signed.
   */
  private static void complete(Map<String, Object> members, OidcConfig config) {
    members.putIfAbsent("subject_types_supported", List.of("public"));
    members.putIfAbsent(
        "id_token_signing_alg_values_supported", List.copyOf(config.idTokenAlgorithms()));
  }

  /** What the provider asks of caches (RFC 9111 §5.2.2), within bounds. */
  private static Duration fresh(HttpReply reply) {
    String wishes = String.join(",", reply.all("Cache-Control")).toLowerCase(Locale.ROOT);
    if (NOT_KEPT.matcher(wishes).find()) {
      return LEAST;
    }
    Matcher age = MAX_AGE.matcher(wishes);
    if (!age.find()) {
      return USUAL;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(age.group(1)));
    Duration atLeast = asked.compareTo(LEAST) < 0 ? LEAST : asked;
    return atLeast.compareTo(MOST) > 0 ? MOST : atLeast;
  }
}
