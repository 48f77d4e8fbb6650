package dev.holdfast.login;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import dev.holdfast.secret.SecretText;
import java.util.List;
import java.util.Optional;

/**
 * What must be remembered of a login while the user is at the provider. Registration, issuer and
 * deadline are part of its seal.
 *
 * @param nonce what the ID token must repeat
 * @param codeVerifier the PKCE verifier
 * @param redirectUri where the answer was asked to
 * @param key the DPoP key of the login and of the session to come
 * @param returnTo where the user wanted to go
 * @param demand how the user was asked to authenticate
 * @param scopes a part of the configured ones; empty if it asked for all
 * @param silent whether the user must not be asked anything
 * @param former the session in which a step-up began; empty for any other login
 */
record LoginTransaction(
    SecretText nonce,
    SecretText codeVerifier,
    String redirectUri,
    Optional<DpopKey> key,
    ReturnPath returnTo,
    AuthenticationDemand demand,
    List<String> scopes,
    boolean silent,
    Optional<Former> former) {

  private static final int VERSION = 3;

  /** Knew neither scopes nor silence. */
  private static final int BEFORE = 2;

  byte[] toBytes() {
    FieldWriter out =
        new FieldWriter()
            .octet(VERSION)
            .text(nonce.reveal())
            .text(codeVerifier.reveal())
            .text(redirectUri)
            .bytes(key.map(DpopKey::toBytes).orElse(new byte[0]))
            .text(returnTo.text());
    DemandBytes.write(demand, out);
    return out.text(former.map(Former::id).orElse(""))
        .text(former.map(Former::subject).orElse(""))
        .words(scopes)
        .octet(silent ? 1 : 0)
        .toBytes();
  }

  /** Empty if another version wrote it, except the one before. */
  static Optional<LoginTransaction> fromBytes(byte[] bytes) {
    try {
      FieldReader in = new FieldReader(bytes);
      int version = in.octet();
      return version == VERSION || version == BEFORE
          ? Optional.of(read(in, version))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // authentic, yet not of this form: another version's
    }
  }

  private static LoginTransaction read(FieldReader in, int version) {
    SecretText nonce = SecretText.of(in.text());
    SecretText verifier = SecretText.of(in.text());
    String redirectUri = in.text();
    byte[] key = in.bytes();
    ReturnPath returnTo = ReturnPath.parse(in.text()).orElse(ReturnPath.ROOT);
    AuthenticationDemand demand = DemandBytes.read(in);
    Optional<Former> former = former(in.text(), in.text());
    return new LoginTransaction(
        nonce,
        verifier,
        redirectUri,
        key.length == 0 ? Optional.empty() : Optional.of(DpopKey.fromBytes(key)),
        returnTo,
        demand,
        version == BEFORE ? List.of() : in.words(),
        version != BEFORE && in.octet() == 1,
        former);
  }

  private static Optional<Former> former(String id, String subject) {
    return id.isEmpty() ? Optional.empty() : Optional.of(new Former(id, subject));
  }
}
