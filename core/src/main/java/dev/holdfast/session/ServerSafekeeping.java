package dev.holdfast.session;

import dev.holdfast.seal.Locator;
import dev.holdfast.seal.Ticket;
import dev.holdfast.secret.SecretBytes;
import java.time.Instant;
import java.util.Optional;

/** The server holds the record, the browser its locator and the secret that opens it. */
final class ServerSafekeeping implements Safekeeping {
  private static final int MOST_CONFLICTS = 5;

  private final SessionStore store;
  private final SessionSeal seal;
  private final Tickets tickets;
  private final Tombstones tombstones;

  ServerSafekeeping(SessionsSetup setup, SessionSeal seal, Tombstones tombstones) {
    this.store = setup.store();
    this.seal = seal;
    this.tickets = new Tickets(setup, seal);
    this.tombstones = tombstones;
  }

  @Override
  public OpenSession open(Session session, String device) {
    SecretBytes secret = tickets.newSecret();
    TicketLink link = tickets.first();
    SealedRecord sealed = seal.labelled(seal.seal(session, secret, link), device);
    Locator locator = store.create(sealed);
    if (isOver(session, locator)) { // only now: a logout ends what was filed before it
      store.delete(locator);
      throw new SessionOverException();
    }
    StoredRecord stored =
        store
            .load(locator)
            .orElseThrow(() -> new SessionStoreException("a new session was not found again"));
    return Tickets.open(
        new Ticket(locator, secret), stored, session, Optional.of(new ServerTicket(link, false)));
  }

  /** Where that cannot be told, nothing stays behind that nobody has a ticket of. */
  private boolean isOver(Session session, Locator filed) {
    try {
      return tombstones.endNew(session);
    } catch (SessionStoreException e) {
      try {
        store.delete(filed);
      } catch (SessionStoreException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  @Override
  public Optional<OpenSession> resume(Ticket ticket) {
    return store.load(ticket.locator()).flatMap(stored -> tickets.opened(ticket, stored));
  }

  /** A store forgets what is idle. */
  @Override
  public Optional<OpenSession> idle(Ticket ticket) {
    return Optional.empty();
  }

  @Override
  public Optional<OpenSession> again(OpenSession known) {
    return store.load(known.ticket().locator()).flatMap(stored -> tickets.opened(known, stored));
  }

  @Override
  public Update update(OpenSession known, Session next) {
    Optional<ServerTicket> how = known.serverTicket();
    Ticket ticket = known.ticket();
    SealedRecord sealed =
        seal.seal(next, ticket.secret(), how.map(ServerTicket::link).orElse(null));
    byte[] bytes = FiledSession.in(known.stored().sealed().bytes()).holding(sealed.bytes());
    SaveResult result = store.replace(known.stored(), sealed.holding(bytes));
    if (result instanceof SaveResult.Saved saved) {
      return new Update.Saved(Tickets.open(ticket, saved.now(), next, how));
    }
    return result instanceof SaveResult.Gone ? new Update.Gone() : new Update.Conflict();
  }

  @Override
  public boolean worthTouching(OpenSession known) {
    return seal.worthTouching(known.session(), known.stored().sealed().idleUntil())
        || tickets.isToConfirm(known)
        || tickets.isDue(known);
  }

  /** Whoever is late leaves the ticket to who was first. */
  @Override
  public OpenSession touch(OpenSession known) {
    if (tickets.isToConfirm(known)) {
      return rewritten(known, tickets.confirmed(known)).orElse(known);
    }
    if (tickets.isDue(known)) {
      return rewritten(known, tickets.renewed(known)).orElse(known);
    }
    Instant idleUntil = seal.idleUntil(known.session());
    return store.extend(known.stored(), idleUntil) ? known.extended(idleUntil) : known;
  }

  private Optional<OpenSession> rewritten(OpenSession known, Tickets.Rewritten next) {
    return store.replace(known.stored(), next.record()) instanceof SaveResult.Saved saved
        ? Optional.of(
            Tickets.open(next.ticket(), saved.now(), known.session(), Optional.of(next.how())))
        : Optional.empty();
  }

  @Override
  public Optional<OpenSession> renew(OpenSession known) {
    Optional<OpenSession> current = Optional.of(known);
    for (int conflicts = 0; conflicts <= MOST_CONFLICTS; conflicts++) {
      Optional<OpenSession> renewed =
          current.flatMap(open -> rewritten(open, tickets.replaced(open)));
      if (renewed.isPresent() || current.isEmpty()) {
        return renewed;
      }
      current = again(current.get());
    }
    return Optional.empty();
  }

  @Override
  public boolean leadsTo(Ticket held, OpenSession now) {
    return tickets.leadsTo(held, now);
  }

  @Override
  public boolean isOutdated(OpenSession one, OpenSession known) {
    return Tickets.since(one).isBefore(Tickets.since(known));
  }

  @Override
  public void end(OpenSession known) {
    store.delete(known.ticket().locator());
  }
}
