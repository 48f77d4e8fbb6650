package dev.holdfast.login;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.seal.Base64Url;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps logins under way: in the {@code state} itself, or filed under it. Either way a login opens
 * only with the secret in its browser's cookie, and is consumed once.
 */
final class PendingLogins {
  private static final int SECRET_BYTES = 32;
  private static final Duration REPEATABLE = Duration.ofSeconds(60);

  private final OidcConfig config;
  private final SessionStore store;
  private final CoordinationStore coordination;
  private final Sealer sealer;
  private final RandomBytes random;
  private final InstantSource time;
  private final SealScope scope;
  private final SealScope usedUp;

  PendingLogins(LoginSetup setup) {
    this.config = setup.config();
    this.store = setup.loginStore();
    this.coordination = setup.coordination();
    this.sealer = setup.sealer();
    this.random = setup.random();
    this.time = setup.time();
    this.scope = SealScope.of(Purpose.LOGIN, config.registration(), config.issuer());
    this.usedUp = new SealScope(Purpose.LOGIN_USED, config.registration());
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
    String value = Base64Url.encode(secret);
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
    return Base64Url.decode(cookieValue)
        .filter(bytes -> bytes.length == SECRET_BYTES)
        .map(SecretBytes::of);
  }

  /** Uses the login up; true for exactly one caller. */
  boolean consume(SecretText state, String cookieValue, LoginTransaction login) {
    if (store.custody() == Custody.BROWSER) {
      return coordination.putIfAbsent(fact(state), new byte[] {1}, config.times().login());
    }
    secret(cookieValue).ifPresent(secret -> leaveReturnPath(state, secret, login.returnTo()));
    return store.delete(new Locator(state));
  }

  /** So that a callback that comes again still finds where it led, though the login is gone. */
  private void leaveReturnPath(SecretText state, SecretBytes secret, ReturnPath returnTo) {
    byte[] path = returnTo.text().getBytes(StandardCharsets.US_ASCII);
    Instant until = time.instant().plus(REPEATABLE);
    coordination.put(fact(state), sealer.seal(usedUp, secret, until, path), REPEATABLE);
  }

  /** Where a filed login led that this browser has finished within the last minute. */
  Optional<ReturnPath> finished(SecretText state, String cookieValue) {
    if (store.custody() == Custody.BROWSER) {
      return Optional.empty(); // a sealed login still opens: find it
    }
    return secret(cookieValue)
        .flatMap(secret -> left(fact(state)).flatMap(left -> sealer.open(usedUp, secret, left)))
        .map(opened -> new String(opened.bytes(), StandardCharsets.US_ASCII))
        .flatMap(ReturnPath::parse);
  }

  private Optional<byte[]> left(Fact fact) {
    return Optional.ofNullable(coordination.getAll(Set.of(fact)).get(fact));
  }

  private Fact fact(SecretText state) {
    String digest = HexFormat.of().formatHex(new Locator(state).digest());
    return new Fact(config.indexKey().name("state", digest));
  }
}
