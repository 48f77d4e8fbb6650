package dev.holdfast.session;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.seal.Locator;
import dev.holdfast.seal.Opened;
import dev.holdfast.seal.Purpose;
import dev.holdfast.seal.SealScope;
import dev.holdfast.seal.Sealer;
import dev.holdfast.seal.Ticket;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The browser holds the sealed session; the coordination store knows which of its copies is the
 * newest, and that it has ended. Only sessions that were rewritten or ended leave a fact there.
 */
final class BrowserSafekeeping implements Safekeeping {
  private static final Duration SUCCESSOR_LIFE = Duration.ofSeconds(60);
  private static final int NUMBER_BYTES = 16;
  private static final int LINK_KEY_BYTES = 32;

  private final SessionStore store;
  private final CoordinationStore coordination;
  private final SessionSeal seal;
  private final Leases leases;
  private final Tombstones tombstones;
  private final Sealer sealer;
  private final RandomBytes random;
  private final InstantSource time;
  private final OidcConfig config;
  private final SealScope successorScope;

  BrowserSafekeeping(SessionsSetup setup, SessionSeal seal, Leases leases, Tombstones tombstones) {
    this.leases = leases;
    this.tombstones = tombstones;
    this.store = setup.store();
    this.coordination = setup.coordination();
    this.sealer = setup.sealer();
    this.random = setup.random();
    this.time = setup.time();
    this.config = setup.config();
    this.seal = seal;
    this.successorScope = new SealScope(Purpose.SUCCESSOR, config.registration());
  }

  @Override
  public OpenSession open(Session session, String device) {
    if (tombstones.end(session)) {
      throw new SessionOverException();
    }
    BrowserLink link =
        new BrowserLink(
            random.text(NUMBER_BYTES),
            0,
            SecretBytes.of(random.next(LINK_KEY_BYTES)),
            seal.idleUntil(session));
    SealedRecord sealed = seal.seal(session, SecretBytes.none(), link);
    Locator locator = store.create(sealed);
    return opened(new StoredRecord(locator, 0, sealed), session, link, null);
  }

  @Override
  public Optional<OpenSession> resume(Ticket ticket) {
    return ticket.secret().length() > 0
        ? Optional.empty()
        : read(ticket.locator()).flatMap(this::again);
  }

  /** Unless it has ended, or a newer cookie of it is about: then that one decides. */
  @Override
  public Optional<OpenSession> idle(Ticket ticket) {
    return opened(ticket.locator(), seal::openQuietly)
        .filter(found -> !time.instant().isBefore(found.link().idleUntil()))
        .filter(found -> again(found).filter(newest -> isSame(found, newest)).isPresent());
  }

  private static boolean isSame(OpenSession one, OpenSession other) {
    return one.link().generation() == other.link().generation();
  }

  /** What a cookie says, before anybody was asked whether it still counts. */
  private Optional<OpenSession> read(Locator locator) {
    return opened(locator, seal::open)
        .filter(found -> time.instant().isBefore(found.link().idleUntil()));
  }

  private Optional<OpenSession> opened(
      Locator locator, BiFunction<byte[], SecretBytes, Optional<SessionCodec.Content>> open) {
    return store
        .load(locator)
        .flatMap(
            stored ->
                open.apply(stored.sealed().bytes(), SecretBytes.none())
                    .filter(content -> content.link().isPresent())
                    .map(
                        content ->
                            opened(stored, content.session(), content.link().orElseThrow(), null)));
  }

  @Override
  public Optional<OpenSession> again(OpenSession known) {
    Fact name = fact(known.link());
    Set<Fact> asked = new HashSet<>(tombstones.about(known.session()));
    asked.add(name);
    Map<Fact, byte[]> found = coordination.getAll(asked);
    if (tombstones.end(known.session(), found)) {
      return Optional.empty();
    }
    byte[] value = found.get(name);
    if (value == null) {
      return Optional.of(known.seen(null));
    }
    if (!(SessionFact.read(value) instanceof SessionFact.Newest newest)) {
      return Optional.empty();
    }
    return newest.generation() <= known.link().generation()
        ? Optional.of(known.seen(value))
        : successor(known.link(), newest).map(newer -> newer.seen(value));
  }

  /** The newest cookie, for who holds an older one; empty once the minute is over. */
  private Optional<OpenSession> successor(BrowserLink older, SessionFact.Newest newest) {
    return sealer
        .open(successorScope, older.linkKey(), newest.successor())
        .map(Opened::bytes)
        .map(bytes -> Locator.of(new String(bytes, StandardCharsets.US_ASCII)))
        .flatMap(this::read)
        .filter(found -> found.link().number().equals(older.number()));
  }

  @Override
  public Update update(OpenSession known, Session next) {
    return tombstones.end(known.session())
        ? new Update.Gone()
        : rewrite(known, next, time.instant().plus(SUCCESSOR_LIFE));
  }

  private Update rewrite(OpenSession known, Session next, Instant successorUntil) {
    BrowserLink link = known.link().next(seal.idleUntil(next));
    SealedRecord sealed = seal.seal(next, SecretBytes.none(), link);
    SaveResult written = store.replace(known.stored(), sealed);
    if (!(written instanceof SaveResult.Saved saved)) {
      throw new IllegalStateException("a store in browser custody refused to rewrite");
    }
    byte[] value =
        SessionFact.newest(link.generation(), left(saved.now().locator(), link, successorUntil));
    if (moved(known, link, value)) {
      return new Update.Saved(opened(saved.now(), next, link, value));
    }
    return again(known).isEmpty() ? new Update.Gone() : new Update.Conflict();
  }

  private byte[] left(Locator successor, BrowserLink link, Instant until) {
    byte[] cookie = successor.value().reveal().getBytes(StandardCharsets.US_ASCII);
    return sealer.seal(successorScope, link.linkKey(), until, cookie);
  }

  private boolean moved(OpenSession known, BrowserLink link, byte[] value) {
    Duration life = lifeOfFact(known);
    byte[] seen = known.fact();
    return seen == null
        ? coordination.putIfAbsent(fact(link), value, life)
        : coordination.replace(fact(link), seen, value, life);
  }

  @Override
  public boolean worthTouching(OpenSession known) {
    return seal.worthTouching(known.session(), known.link().idleUntil());
  }

  @Override
  public OpenSession touch(OpenSession known) {
    return leases.ofSession(known.id()).map(lease -> touch(known, lease)).orElse(known);
  }

  private OpenSession touch(OpenSession known, Lease lease) {
    try (lease) {
      // nothing was spent by it: an answer that never arrived must not cost the session
      Instant until = seal.idleUntil(known.session());
      Update update = rewrite(known, known.session(), until);
      return update instanceof Update.Saved saved ? saved.now() : known;
    }
  }

  /** Nobody is led on from an older cookie. */
  @Override
  public Optional<OpenSession> renew(OpenSession known) {
    return leases.ofSession(known.id()).flatMap(lease -> renewed(known, lease));
  }

  private Optional<OpenSession> renewed(OpenSession known, Lease lease) {
    try (lease) {
      return again(known)
          .map(newest -> rewrite(newest, newest.session(), time.instant()))
          .filter(Update.Saved.class::isInstance)
          .map(update -> ((Update.Saved) update).now());
    }
  }

  @Override
  public boolean leadsTo(Ticket held, OpenSession now) {
    byte[] fact = now.fact();
    return fact != null
        && SessionFact.read(fact) instanceof SessionFact.Newest newest
        && opened(held.locator(), seal::openQuietly)
            .flatMap(older -> successor(older.link(), newest))
            .filter(found -> !isOutdated(found, now))
            .isPresent();
  }

  @Override
  public boolean isOutdated(OpenSession one, OpenSession known) {
    return one.link().generation() < known.link().generation();
  }

  @Override
  public void end(OpenSession known) {
    coordination.put(fact(known.link()), SessionFact.ended(), lifeOfFact(known));
  }

  /** As long as any node accepts a copy, whose clock may differ from this one's. */
  private Duration lifeOfFact(OpenSession known) {
    return Duration.between(time.instant(), known.session().latestEnd())
        .plus(config.times().clockLeeway());
  }

  private Fact fact(BrowserLink link) {
    return new Fact(config.indexKey().name("session", link.number()));
  }

  private static OpenSession opened(
      StoredRecord stored, Session session, BrowserLink link, byte @Nullable [] fact) {
    Ticket ticket = new Ticket(stored.locator(), SecretBytes.none());
    return new OpenSession(Lazy.of(link.number()), session, ticket, stored, link, fact);
  }
}
