package dev.holdfast.provider;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.seal.Base64Url;
import dev.holdfast.secret.SecretText;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;
import java.util.Optional;
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
    return parse(token, AnswerKind.ID_TOKEN);
  }

  /** The same of another kind. */
  static CompactIdToken parse(SecretText token, AnswerKind kind) {
    String text = token.reveal();
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw kind.invalid("not a signed JWT of at most " + LONGEST + " octets");
    }
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      plain(jwt.getHeader(), kind);
      String json =
          Base64Url.decode(text.split("\\.", -1)[1])
              .map(payload -> new String(payload, StandardCharsets.UTF_8))
              .orElseThrow(() -> kind.invalid("claims are not base64url"));
      return new CompactIdToken(
          jwt,
          JsonText.object(json)
              .map(Claims::new)
              .orElseThrow(() -> kind.invalid("claims are no single JSON object")));
    } catch (ParseException e) {
      throw kind.invalid("header is malformed");
    }
  }

  private static void plain(JWSHeader header, AnswerKind kind) {
    if (header.getCriticalParams() != null
        || !header.isBase64URLEncodePayload()
        || header.getCustomParam("zip") != null) {
      throw kind.invalid("header has crit, b64 or zip");
    }
    if (!kind.isOfType(type(header))) {
      throw kind.invalid("typ names another kind of token");
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
}
