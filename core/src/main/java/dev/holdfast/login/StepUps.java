package dev.holdfast.login;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.seal.Base64Url;
import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import dev.holdfast.seal.Opened;
import dev.holdfast.seal.Purpose;
import dev.holdfast.seal.SealScope;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.SecretBytes;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Logins of somebody who is logged in already, but not as strongly or recently as something needs
 * (RFC 9470). The same user comes back with a new session, or the old one stays as it was.
 * Thread-safe.
 */
public final class StepUps {
  private static final int VERSION = 3;
  private static final Duration DEFERRED = Duration.ofMinutes(5);

  private final OidcConfig config;
  private final LoginFlow login;
  private final Sealer sealer;
  private final InstantSource time;
  private final SealScope scope;

  /** Step-ups that go through {@code login}, made of the same parts. */
  public StepUps(LoginSetup setup, LoginFlow login) {
    this.config = setup.config();
    this.login = login;
    this.sealer = setup.sealer();
    this.time = setup.time();
    this.scope = SealScope.of(Purpose.STEP_UP, config.registration(), config.issuer());
  }

  /**
   * Whether the user of a session has authenticated as demanded. What the provider did not say of
   * it counts as not done.
   */
  public boolean isMet(AuthenticationDemand demand, Session session) {
    return demand.acceptsContext(session.idTokenClaims().text("acr"))
        && demand.acceptsTime(
            authenticatedAt(session), time.instant(), config.times().clockLeeway());
  }

  /** Empty if the provider never said it: a session then counts from its own beginning. */
  private static Optional<Instant> authenticatedAt(Session session) {
    boolean told =
        session.idTokenClaims().number("auth_time").isPresent()
            || !session.authenticatedAt().equals(session.startedAt());
    return told ? Optional.of(session.authenticatedAt()) : Optional.empty();
  }

  /**
   * Begins a login that only the user of {@code from} can finish. Blocks for the provider, and for
   * the store if logins are filed there.
   */
  public LoginStart start(OpenSession from, LoginRequest wanted) {
    return login.start(wanted, Optional.of(Former.of(from)));
  }

  /**
   * Seals the wishes for a step-up that a page of this session may begin within five minutes:
   * letters, digits, hyphens and underscores, for an address.
   */
  public String defer(OpenSession from, LoginRequest wanted) {
    FieldWriter out = new FieldWriter().octet(VERSION).text(from.id());
    out.text(wanted.returnTo().text());
    DemandBytes.write(wanted.demand(), out);
    out.text(wanted.loginHint().orElse(""));
    ExtrasBytes.write(wanted.extras(), out);
    Instant until = time.instant().plus(DEFERRED);
    return Base64Url.encode(sealer.seal(scope, SecretBytes.none(), until, out.toBytes()));
  }

  /** What was deferred in this very session; empty for anything else. The text may be hostile. */
  public Optional<LoginRequest> deferred(OpenSession from, String sealed) {
    return Base64Url.decode(sealed)
        .flatMap(bytes -> sealer.open(scope, SecretBytes.none(), bytes))
        .map(Opened::bytes)
        .flatMap(bytes -> read(bytes, from.id()));
  }

  private static Optional<LoginRequest> read(byte[] bytes, String session) {
    try {
      FieldReader in = new FieldReader(bytes);
      return in.octet() == VERSION && in.text().equals(session)
          ? Optional.of(read(in))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // authentic, yet not of this form: another version's
    }
  }

  private static LoginRequest read(FieldReader in) {
    ReturnPath returnTo = ReturnPath.parse(in.text()).orElse(ReturnPath.ROOT);
    AuthenticationDemand demand = DemandBytes.read(in);
    Optional<String> hint = Optional.of(in.text()).filter(text -> !text.isEmpty());
    return new LoginRequest(returnTo, demand, hint, ExtrasBytes.read(in));
  }
}
