package dev.holdfast.session;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.seal.Purpose;
import dev.holdfast.seal.SealScope;
import dev.holdfast.seal.Sealer;
import dev.holdfast.seal.Ticket;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretBytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The tickets of sessions that the server holds. A ticket is renewed by sealing the session under a
 * new secret: the record stays where it is, with its groups, its name and its version. The ticket
 * before is good until the browser has shown the newest, since answers are lost on the way, and for
 * half a minute more, for requests that are on theirs.
 */
final class Tickets {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final int SECRET_BYTES = 32;

  private final SessionSeal seal;
  private final Sealer sealer;
  private final RandomBytes random;
  private final InstantSource time;
  private final Duration every;
  private final SealScope scope;

  Tickets(SessionsSetup setup, SessionSeal seal) {
    OidcConfig config = setup.config();
    this.seal = seal;
    this.sealer = setup.sealer();
    this.random = setup.random();
    this.time = setup.time();
    this.every = config.sessions().idRenewal();
    this.scope = SealScope.of(Purpose.SUCCESSOR, config.registration(), config.issuer());
  }

  SecretBytes newSecret() {
    return SecretBytes.of(random.next(SECRET_BYTES));
  }

  /** What a new session knows of its ticket. */
  TicketLink first() {
    return new TicketLink(newSecret(), time.instant(), Instant.EPOCH);
  }

  /** The session of a record, by the ticket that a browser has brought. */
  Optional<OpenSession> opened(Ticket brought, StoredRecord stored) {
    FiledSession filed = FiledSession.in(stored.sealed().bytes());
    Optional<OpenSession> found =
        opened(brought, stored, filed, false)
            .or(
                () ->
                    renewed(brought, brought.secret(), filed.forOlder())
                        .flatMap(newest -> opened(newest, stored, filed, true)));
    if (found.isEmpty()) {
      seal.unreadable();
    }
    return found.filter(this::isStillGood);
  }

  private boolean isStillGood(OpenSession found) {
    boolean older = found.serverTicket().map(ServerTicket::older).orElse(false);
    return !older || time.instant().isBefore(link(found).olderUntil());
  }

  /** The session of a record, for who has opened it before, however long ago. */
  Optional<OpenSession> opened(OpenSession known, StoredRecord stored) {
    FiledSession filed = FiledSession.in(stored.sealed().bytes());
    boolean older = known.serverTicket().map(ServerTicket::older).orElse(false);
    return opened(known.ticket(), stored, filed, older)
        .or(
            () ->
                known
                    .serverTicket()
                    .flatMap(
                        ticket -> renewed(known.ticket(), ticket.link().key(), filed.forServer()))
                    .flatMap(newest -> opened(newest, stored, filed, true)));
  }

  private Optional<OpenSession> opened(
      Ticket ticket, StoredRecord stored, FiledSession filed, boolean older) {
    return seal.openQuietly(filed.envelope(), ticket.secret())
        .map(
            content ->
                open(
                    ticket,
                    stored,
                    content.session(),
                    content.ticketLink().map(link -> new ServerTicket(link, older))));
  }

  private Optional<Ticket> renewed(Ticket before, SecretBytes key, byte[] sealed) {
    return sealer
        .open(scope(before), key, sealed)
        .map(newest -> new Ticket(before.locator(), SecretBytes.of(newest.bytes())));
  }

  static OpenSession open(
      Ticket ticket, StoredRecord stored, Session session, Optional<ServerTicket> how) {
    return new OpenSession(Lazy.by(() -> name(ticket)), session, ticket, stored, how);
  }

  /** Whether it is time for a new ticket. */
  boolean isDue(OpenSession known) {
    return !every.isZero()
        && known
            .serverTicket()
            .filter(ticket -> !ticket.older() && isOver(ticket.link().olderUntil()))
            .filter(ticket -> isOver(ticket.link().since().plus(every)))
            .isPresent();
  }

  private boolean isOver(Instant end) {
    return !time.instant().isBefore(end);
  }

  /** Whether the browser has just shown the newest ticket for the first time. */
  boolean isToConfirm(OpenSession known) {
    Instant last = time.instant().plus(GRACE);
    return known
        .serverTicket()
        .filter(ticket -> !ticket.older() && ticket.link().olderUntil().isAfter(last))
        .isPresent();
  }

  /** The session as it is filed from now on, with half a minute left for the ticket before. */
  Rewritten confirmed(OpenSession known) {
    TicketLink link = link(known).goodUntil(time.instant().plus(GRACE));
    SealedRecord sealed = seal.seal(known.session(), known.ticket().secret(), link);
    byte[] bytes = FiledSession.in(known.stored().sealed().bytes()).holding(sealed.bytes());
    return new Rewritten(sealed.holding(bytes), known.ticket(), new ServerTicket(link, false));
  }

  /** The session under a new ticket, to which the one before still leads. */
  Rewritten renewed(OpenSession known) {
    SecretBytes secret = newSecret();
    byte[] forOlder = sealed(secret, known, known.ticket().secret());
    return under(secret, known, known.session().latestEnd(), forOlder);
  }

  /** The session under a new ticket; the one before is dead at once. */
  Rewritten replaced(OpenSession known) {
    return under(newSecret(), known, Instant.EPOCH, FiledSession.noWay());
  }

  private Rewritten under(
      SecretBytes secret, OpenSession known, Instant olderUntil, byte[] forOlder) {
    TicketLink before = known.serverTicket().map(ServerTicket::link).orElseGet(this::first);
    TicketLink link = new TicketLink(before.key(), time.instant(), olderUntil);
    SealedRecord sealed = seal.seal(known.session(), secret, link);
    byte[] bytes =
        FiledSession.renewed(sealed.bytes(), forOlder, sealed(secret, known, before.key()));
    Ticket ticket = new Ticket(known.ticket().locator(), secret);
    return new Rewritten(sealed.holding(bytes), ticket, new ServerTicket(link, true));
  }

  /** The secret of a session's new ticket, for who has the key. */
  private byte[] sealed(SecretBytes secret, OpenSession known, SecretBytes key) {
    return sealer.seal(scope(known.ticket()), key, known.session().latestEnd(), secret.reveal());
  }

  /** Whether the ticket before the session's newest is this one, and still good. */
  boolean leadsTo(Ticket held, OpenSession now) {
    byte[] forOlder = FiledSession.in(now.stored().sealed().bytes()).forOlder();
    return now.serverTicket().filter(how -> !isOver(how.link().olderUntil())).isPresent()
        && renewed(held, held.secret(), forOlder).filter(now.ticket()::equals).isPresent();
  }

  /** When the ticket became what it is; the beginning of time if nobody knows. */
  static Instant since(OpenSession known) {
    return known.serverTicket().map(how -> how.link().since()).orElse(Instant.MIN);
  }

  /** What is to be filed, and by which ticket it is opened then. */
  record Rewritten(SealedRecord record, Ticket ticket, ServerTicket how) {}

  private SealScope scope(Ticket ticket) {
    return scope.of(name(ticket));
  }

  private static String name(Ticket ticket) {
    return HexFormat.of().formatHex(ticket.locator().digest());
  }

  private static TicketLink link(OpenSession known) {
    return known.serverTicket().orElseThrow().link();
  }
}
