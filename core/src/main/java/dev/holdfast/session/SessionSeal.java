package dev.holdfast.session;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.seal.Opened;
import dev.holdfast.seal.Purpose;
import dev.holdfast.seal.SealScope;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.SecretBytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Seals sessions into records and opens them; knows the times and groups that go with them. */
final class SessionSeal {
  private static final byte[] NO_LABEL = new byte[0];

  private final OidcConfig config;
  private final Sealer sealer;
  private final InstantSource time;
  private final SessionCodec codec = new SessionCodec();
  private final SealScope scope;
  private final Groups groups;
  private final Duration tenthOfIdle;

  SessionSeal(OidcConfig config, Sealer sealer, InstantSource time) {
    this.config = config;
    this.sealer = sealer;
    this.time = time;
    this.groups = new Groups(config);
    this.tenthOfIdle = config.times().idle().dividedBy(10);
    // a registration that moves to another issuer leaves its sessions behind
    this.scope = new SealScope(Purpose.SESSION, config.registration() + " " + config.issuer());
  }

  SealedRecord seal(Session session, SecretBytes secret, @Nullable BrowserLink link) {
    byte[] sealed = sealer.seal(scope, secret, session.expiresAt(), codec.encode(session, link));
    return new SealedRecord(
        sealed, session.expiresAt(), idleUntil(session), groups.of(session), NO_LABEL);
  }

  Optional<SessionCodec.Content> open(byte[] sealed, SecretBytes secret) {
    return sealer.open(scope, secret, sealed).map(Opened::bytes).flatMap(codec::decode);
  }

  /** The idle limit of a session that is used now. */
  Instant idleUntil(Session session) {
    Instant limit = time.instant().plus(config.times().idle());
    return limit.isBefore(session.expiresAt()) ? limit : session.expiresAt();
  }

  /** Whether a tenth of the idle time has passed, so that moving the limit is worth a write. */
  boolean worthTouching(Session session, Instant idleUntil) {
    return idleUntil(session).isAfter(idleUntil.plus(tenthOfIdle));
  }
}
