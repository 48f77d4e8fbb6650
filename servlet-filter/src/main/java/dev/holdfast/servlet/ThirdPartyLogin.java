package dev.holdfast.servlet;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.transport.FormParameters;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Logins that another site begins for a person who comes from there, such as the provider's page of
 * applications (OpenID Connect Core §4). Switched off unless configured.
 */
final class ThirdPartyLogin {
  private static final int LONGEST_HINT = 255;

  private final boolean allowed;
  private final String issuer;
  private final String origin;
  private final ReturnPath otherwise;
  private final Predicate<ReturnPath> isApplications;

  /**
   * Logins at one application.
   *
   * @param origin of the application, as browsers write it
   * @param otherwise where a login leads whose target is none
   * @param isApplications whether a path is the application's own
   */
  ThirdPartyLogin(
      OidcConfig config,
      String origin,
      ReturnPath otherwise,
      Predicate<ReturnPath> isApplications) {
    this.allowed = config.logins().fromThirdParties();
    this.issuer = config.issuer().toString();
    this.origin = origin;
    this.otherwise = otherwise;
    this.isApplications = isApplications;
  }

  /** The methods that the login's address takes. */
  String methods() {
    return allowed ? "GET, POST" : "GET";
  }

  /** Whether a visit is one; what it asks for is then {@link #read}. */
  boolean isBegunBy(Visit visit) {
    String query = visit.request().getQueryString();
    return allowed
        && (visit.isMethod("POST")
            || (visit.isMethod("GET") && query != null && ("&" + query).contains("&iss=")));
  }

  /** What is asked for; empty if it names no issuer of ours. */
  Optional<LoginRequest> read(Visit visit) throws IOException {
    Optional<String> raw =
        visit.isMethod("POST")
            ? FormBody.read(visit.request())
            : Optional.ofNullable(visit.request().getQueryString());
    return raw.flatMap(FormParameters::parse)
        .filter(parameters -> issuer.equals(parameters.get("iss")))
        .map(this::wanted);
  }

  /** The same again, for the link of a page of ours: only what was read and found good. */
  String query(LoginRequest wanted) {
    String query =
        "?iss=" + encoded(issuer) + "&target_link_uri=" + encoded(origin + wanted.returnTo());
    return query + wanted.loginHint().map(hint -> "&login_hint=" + encoded(hint)).orElse("");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private LoginRequest wanted(Map<String, String> parameters) {
    LoginRequest plain = LoginRequest.to(target(parameters.getOrDefault("target_link_uri", "")));
    String hint = parameters.getOrDefault("login_hint", "");
    return hint.isBlank() || hint.length() > LONGEST_HINT ? plain : plain.loginHint(hint);
  }

  /** A page of this application, by its whole address. */
  private ReturnPath target(String address) {
    return address.startsWith(origin + "/")
        ? ReturnPath.parse(address.substring(origin.length()))
            .filter(isApplications)
            .orElse(otherwise)
        : otherwise;
  }
}
