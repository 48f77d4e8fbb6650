package dev.holdfast.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parameters of the authorization request that one provider understands and no standard knows, such
 * as {@code access_type} at Google or {@code audience} at Auth0. They can neither replace nor
 * undermine what the protocol needs. Immutable; prints the names only.
 *
 * @param values by name
 */
public record ProviderParameters(Map<String, String> values) {
  /** None. */
  public static final ProviderParameters NONE = new ProviderParameters(Map.of());

  private static final int MOST = 10;
  private static final int LONGEST_VALUE = 512;

  /** As RFC 6749 §8.2 has them. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** What no text has, neither as sent nor as a broken encoding leaves it behind. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cs}\\uFFFD\\u2028\\u2029]");

  /**
   * What this library sends, what a standard has given a meaning, or what proves who somebody is.
   */
  private static final Set<String> TAKEN =
      Set.of(
          ("client_id client_secret client_assertion client_assertion_type response_type"
               + " response_mode redirect_uri scope state nonce code_challenge"
               + " code_challenge_method code_verifier code dpop_jkt request request_uri"
               + " registration trust_chain resource authorization_details acr_values max_age"
               + " prompt display ui_locales claims_locales claims login_hint id_token_hint purpose"
               + " grant_type access_token refresh_token id_token token password response error"
               + " error_description error_uri iss sub aud exp nbf iat jti")
              .split(" ", -1));

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there are more than ten, a name is none of RFC 6749 §8.2 or
   *     has a meaning in the protocol, or a value is empty, longer than 512 characters or has
   *     control characters
   */
  public ProviderParameters {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    require(values.size() <= MOST, "has more than ten parameters");
    values.forEach(ProviderParameters::check);
  }

  private static void check(String name, String value) {
    require(
        NAME.matcher(name).matches(), "has a name that is not 1 to 64 letters, digits, -, . or _");
    require(
        !TAKEN.contains(name.toLowerCase(Locale.ROOT)),
        "names "
            + name
            + ", which belongs to the protocol; where it can be chosen, a setting or"
            + " LoginRequest does that");
    require(
        !value.isBlank() && value.length() <= LONGEST_VALUE && !UNFIT.matcher(value).find(),
        "has a value of " + name + " that is not 1 to 512 characters without control characters");
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }

  /**
   * Reads them as they stand in an address: {@code access_type=offline&hd=example.org}.
   *
   * @throws IllegalArgumentException also if one is there twice, or an encoding is broken
   */
  public static ProviderParameters parse(String encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      require(equals > 0, "is no list such as access_type=offline&hd=example.org");
      String name = decoded(pair.substring(0, equals));
      require(
          values.put(name, decoded(pair.substring(equals + 1))) == null, "has a parameter twice");
    }
    return new ProviderParameters(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has a broken percent-encoding", e);
    }
  }

  /** As {@link #parse} reads them; empty text for none. */
  public String encoded() {
    return values.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** These and, in the place of those of the same name, {@code others}. */
  public ProviderParameters with(ProviderParameters others) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.putAll(others.values);
    return new ProviderParameters(all);
  }

  @Override
  public String toString() {
    return "ProviderParameters" + values.keySet();
  }
}
