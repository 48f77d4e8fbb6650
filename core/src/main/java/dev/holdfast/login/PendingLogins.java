package dev.holdfast.login;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.seal.Locator;
import dev.holdfast.seal.Opened;
import dev.holdfast.seal.Purpose;
import dev.holdfast.seal.SealScope;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretBytes;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Custody;
import dev.holdfast.session.Fact;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps logins under way: in the {@code state} itself, or filed under it. Either way a login opens
 * only with the secret in its browser's cookie, and is consumed once.
 */
final class PendingLogins {
  private static final int SECRET_BYTES = 32;

  private final OidcConfig config;
  private final SessionStore store;
  private final CoordinationStore coordination;
  private final Sealer sealer;
  private final RandomBytes random;
  private final InstantSource time;
  private final SealScope scope;

  PendingLogins(LoginSetup setup) {
    this.config = setup.config();
    this.store = setup.loginStore();
    this.coordination = setup.coordination();
    this.sealer = setup.sealer();
    this.random = setup.random();
    this.time = setup.time();
    this.scope = new SealScope(Purpose.LOGIN, config.registration() + " " + config.issuer());
  }

  /** What travels of a filed login: its state, and the cookie that goes with it. */
  record Filed(SecretText state, LoginCookie cookie) {}

  Filed file(LoginTransaction login) {
    byte[] secret = random.next(SECRET_BYTES);
    Duration life = config.times().login();
    Instant deadline = time.instant().plus(life);
    byte[] sealed = sealer.seal(scope, SecretBytes.of(secret), deadline, login.toBytes());
    Locator locator =
        store.create(new SealedRecord(sealed, deadline, deadline, Set.of(), new byte[0]));
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    return new Filed(
        locator.value(),
        new LoginCookie(LoginCookie.nameFor(locator.value()), SecretText.of(value), life));
  }

  /** The login of this state, if the cookie's value is its secret and its time is not over. */
  Optional<LoginTransaction> find(SecretText state, String cookieValue) {
    return secret(cookieValue)
        .flatMap(
            secret ->
                store
                    .load(new Locator(state))
                    .map(StoredRecord::sealed)
                    .flatMap(filed -> sealer.open(scope, secret, filed.bytes())))
        .map(Opened::bytes)
        .flatMap(LoginTransaction::fromBytes)
        .filter(login -> login.redirectUri().equals(config.redirectUri().toString()));
  }

  private static Optional<SecretBytes> secret(String cookieValue) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cookieValue);
      return bytes.length == SECRET_BYTES ? Optional.of(SecretBytes.of(bytes)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not base64url
    }
  }

  /** Uses the login up; true for exactly one caller. */
  boolean consume(SecretText state) {
    Locator locator = new Locator(state);
    if (store.custody() == Custody.SERVER) {
      return store.delete(locator);
    }
    String digest = HexFormat.of().formatHex(locator.digest());
    Fact seen = new Fact(config.indexKey().name("state", digest));
    return coordination.putIfAbsent(seen, new byte[] {1}, config.times().login());
  }
}
