package dev.holdfast.provider;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.seal.Base64Url;
import dev.holdfast.secret.SecretText;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * An ID token taken apart, before anything in it is believed: three base64url parts, a plain
 * header, strict JSON (RFC 7515 §7.1, RFC 8725 §3.11).
 */
record CompactIdToken(SignedJWT jwt, Claims claims) {
  private static final String APPLICATION = "application/";
  private static final int LONGEST = 16 * 1024;
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  static CompactIdToken parse(SecretText token) {
    return parse(token, type -> type.isEmpty() || isPlain(type.get()));
  }

  /** The same for a logout token (OpenID Connect Back-Channel Logout §2.4). */
  static CompactIdToken parseLogoutToken(SecretText token, boolean anyType) {
    return parse(
        token,
        type ->
            type.filter("logout+jwt"::equals).isPresent()
                || (anyType && (type.isEmpty() || isPlain(type.get()))));
  }

  private static boolean isPlain(String type) {
    return type.equals("jwt");
  }

  private static CompactIdToken parse(SecretText token, Predicate<Optional<String>> isOfType) {
    String text = token.reveal();
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw invalid("not a signed JWT of at most " + LONGEST + " octets");
    }
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      plain(jwt.getHeader());
      if (!isOfType.test(type(jwt.getHeader()))) {
        throw invalid("typ names another kind of token");
      }
      String json =
          Base64Url.decode(text.split("\\.", -1)[1])
              .map(payload -> new String(payload, StandardCharsets.UTF_8))
              .orElseThrow(() -> invalid("claims are not base64url"));
      return new CompactIdToken(
          jwt,
          JsonText.object(json)
              .map(Claims::new)
              .orElseThrow(() -> invalid("claims are no single JSON object")));
    } catch (ParseException e) {
      throw invalid("header is malformed");
    }
  }

  private static void plain(JWSHeader header) {
    if (header.getCriticalParams() != null
        || !header.isBase64URLEncodePayload()
        || header.getCustomParam("zip") != null) {
      throw invalid("header has crit, b64 or zip");
    }
  }

  /** In lower case, without the {@code application/} that may be left out (RFC 7515 §4.1.9). */
  private static Optional<String> type(JWSHeader header) {
    return Optional.ofNullable(header.getType())
        .map(type -> type.getType().toLowerCase(Locale.ROOT))
        .map(type -> type.startsWith(APPLICATION) ? type.substring(APPLICATION.length()) : type);
  }

  JWSAlgorithm algorithm() {
    return jwt.getHeader().getAlgorithm();
  }

  private static ProviderRefusal invalid(String what) {
    return ProviderRefusal.of(ErrorCode.ID_TOKEN_INVALID, "ID token: " + what);
  }
}
