package dev.holdfast.session;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.event.Listeners;
import dev.holdfast.event.OidcEvent;
import dev.holdfast.event.Suspicion;
import dev.holdfast.seal.Opened;
import dev.holdfast.seal.Purpose;
import dev.holdfast.seal.SealScope;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
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
  private final SealScope labelScope;
  private final Groups groups;
  private final Duration tenthOfIdle;
  private final OlderKeys olderKeys;
  private final Listeners listeners;
  private final Events events = new Events();

  SessionSeal(SessionsSetup setup) {
    this.config = setup.config();
    this.sealer = setup.sealer();
    this.time = setup.time();
    this.listeners = setup.listeners();
    this.olderKeys = new OlderKeys(config.sealKeys().current().id(), time, listeners);
    this.groups = new Groups(config);
    this.tenthOfIdle = config.times().idle().dividedBy(10);
    this.labelScope = SealScope.of(Purpose.SESSION_LABEL, config.registration(), config.issuer());
    this.scope = SealScope.of(Purpose.SESSION, config.registration(), config.issuer());
  }

  /** One that the browser holds. */
  SealedRecord seal(Session session, SecretBytes secret, BrowserLink link) {
    return seal(session, secret, codec.encode(session, link));
  }

  /** One that the server holds; one that an earlier version filed has no link. */
  SealedRecord seal(Session session, SecretBytes secret, @Nullable TicketLink link) {
    return seal(session, secret, codec.encode(session, null, link));
  }

  private SealedRecord seal(Session session, SecretBytes secret, byte[] plain) {
    byte[] sealed = sealer.seal(scope, secret, session.expiresAt(), plain);
    return new SealedRecord(
        sealed, session.latestEnd(), idleUntil(session), groups.of(session), NO_LABEL);
  }

  /** The same record with what tells it apart in a list; the server alone can read that. */
  SealedRecord labelled(SealedRecord record, String device) {
    byte[] text = device.getBytes(StandardCharsets.UTF_8);
    return new SealedRecord(
        record.bytes(),
        record.expiresAt(),
        record.idleUntil(),
        record.groups(),
        sealer.seal(labelScope, SecretBytes.none(), record.expiresAt(), text));
  }

  /** What a list shows of a record. */
  SessionSummary summary(RecordSummary record) {
    String device =
        sealer
            .open(labelScope, SecretBytes.none(), record.label())
            .map(opened -> new String(opened.bytes(), StandardCharsets.UTF_8))
            .orElse("");
    Instant used = record.idleUntil().minus(config.times().idle());
    return new SessionSummary(
        record.id().digest(),
        device,
        record.createdAt(),
        used.isBefore(record.createdAt()) ? record.createdAt() : used,
        record.idleUntil());
  }

  Optional<SessionCodec.Content> open(byte[] sealed, SecretBytes secret) {
    Optional<Opened> opened = sealer.open(scope, secret, sealed);
    opened.map(Opened::sealedBy).ifPresentOrElse(olderKeys::used, this::unreadable);
    return opened.map(Opened::bytes).flatMap(codec::decode);
  }

  /** The same where a failure means nothing yet: nobody is told of it. */
  Optional<SessionCodec.Content> openQuietly(byte[] sealed, SecretBytes secret) {
    Optional<Opened> opened = sealer.open(scope, secret, sealed);
    opened.map(Opened::sealedBy).ifPresent(olderKeys::used);
    return opened.map(Opened::bytes).flatMap(codec::decode);
  }

  /** Tells of a cookie or record that cannot be opened. */
  void unreadable() {
    events.unreadable();
    listeners.tell(new OidcEvent.Suspected(listeners.registration(), Suspicion.COOKIE_UNREADABLE));
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
