package dev.holdfast.session;

import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.provider.TokenTarget;
import dev.holdfast.provider.TokenTarget.Grant;
import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The access tokens for other targets than the login's, as bytes; decoded when they are wanted. */
final class OtherTokens {
  /** None. */
  static final OtherTokens NONE = new OtherTokens(List.of());

  private static final int BY_EXCHANGE = 1;
  private static final int BOUND = 2;
  private static final int HAS_DETAILS = 4;

  private final List<Filed> filed;

  private OtherTokens(List<Filed> filed) {
    this.filed = filed;
  }

  /** A token, and what must be known of it. */
  private record Filed(FieldReader about, TokenBytes token) {}

  /** Writes them as {@link TokenBytes#write} does, each behind what must be known of it. */
  static void write(
      Map<TokenTarget, AccessToken> tokens, FieldWriter readable, FieldWriter opaque) {
    opaque.octet(tokens.size());
    tokens.forEach(
        (target, token) -> {
          opaque.bytes(about(target, token));
          TokenBytes.write(token.value(), readable, opaque);
        });
  }

  private static byte[] about(TokenTarget target, AccessToken token) {
    int exchanged = target.grant() == Grant.TOKEN_EXCHANGE ? BY_EXCHANGE : 0;
    FieldWriter out = new FieldWriter();
    int detailed = token.details().isPresent() ? HAS_DETAILS : 0;
    out.octet(exchanged | (token.bound() ? BOUND : 0) | detailed)
        .text(target.resource().map(URI::toString).orElse(""))
        .text(target.audience().orElse(""))
        .words(target.scopes())
        .words(token.scopes())
        .moment(token.obtainedAt());
    token.details().ifPresent(details -> out.text(details.toJson()));
    token.expiresAt().ifPresent(out::moment);
    return out.toBytes();
  }

  static OtherTokens read(FieldReader readable, FieldReader opaque) {
    List<Filed> filed = new ArrayList<>();
    for (int left = opaque.octet(); left > 0; left--) {
      FieldReader about = new FieldReader(opaque.bytes());
      filed.add(new Filed(about, TokenBytes.read(readable, opaque)));
    }
    return new OtherTokens(filed);
  }

  /** Passes over what {@link #write} put among the opaque fields. */
  static void skip(FieldReader opaque) {
    for (int left = opaque.octet(); left > 0; left--) {
      opaque.skip();
      TokenBytes.skip(opaque);
    }
  }

  Map<TokenTarget, AccessToken> byTarget() {
    Map<TokenTarget, AccessToken> tokens = new LinkedHashMap<>();
    for (Filed one : filed) {
      FieldReader about = one.about().fork();
      int flags = about.octet();
      TokenTarget target = target(flags, about);
      tokens.put(target, token(one.token(), flags, about));
    }
    return tokens;
  }

  private static TokenTarget target(int flags, FieldReader about) {
    return new TokenTarget(
        Optional.of(about.text()).filter(text -> !text.isEmpty()).map(URI::create),
        Optional.of(about.text()).filter(text -> !text.isEmpty()),
        Set.copyOf(about.words()),
        (flags & BY_EXCHANGE) != 0 ? Grant.TOKEN_EXCHANGE : Grant.REFRESH_TOKEN);
  }

  private static AccessToken token(TokenBytes token, int flags, FieldReader about) {
    Set<String> scopes = Set.copyOf(about.words());
    Instant obtainedAt = about.moment();
    String details = (flags & HAS_DETAILS) == 0 ? "" : about.text();
    Optional<Instant> end = about.isAtEnd() ? Optional.empty() : Optional.of(about.moment());
    return new AccessToken(
        token.text(),
        obtainedAt,
        end,
        scopes,
        (flags & BOUND) != 0,
        AuthorizationDetails.restore(details));
  }
}
