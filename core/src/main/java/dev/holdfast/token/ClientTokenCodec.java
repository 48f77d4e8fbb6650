package dev.holdfast.token;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import dev.holdfast.secret.SecretText;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A client's token as bytes. The first is the version of the format. */
final class ClientTokenCodec {
  private static final int VERSION = 2;

  byte[] encode(ClientToken token) {
    AccessToken access = token.access();
    FieldWriter out = new FieldWriter();
    out.octet(VERSION)
        .bytes(token.key().filter(key -> access.bound()).map(DpopKey::toBytes).orElse(new byte[0]))
        .text(access.value().reveal())
        .words(access.scopes())
        .text(access.details().map(AuthorizationDetails::toJson).orElse(""))
        .moment(access.obtainedAt());
    access.expiresAt().ifPresent(out::moment);
    return out.toBytes();
  }

  /** Empty for another version, which this node does not know. */
  Optional<ClientToken> decode(byte[] bytes) {
    try {
      FieldReader in = new FieldReader(bytes);
      return in.octet() == VERSION ? Optional.of(read(in)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // as good as none: there will be another
    }
  }

  private static ClientToken read(FieldReader in) {
    byte[] key = in.bytes();
    SecretText value = SecretText.of(in.text());
    Set<String> scopes = Set.copyOf(in.words());
    Optional<AuthorizationDetails> details = AuthorizationDetails.restore(in.text());
    Instant obtainedAt = in.moment();
    Optional<Instant> expiresAt = in.isAtEnd() ? Optional.empty() : Optional.of(in.moment());
    return new ClientToken(
        new AccessToken(value, obtainedAt, expiresAt, scopes, key.length > 0, details),
        key.length > 0 ? Optional.of(DpopKey.fromBytes(key)) : Optional.empty());
  }
}
