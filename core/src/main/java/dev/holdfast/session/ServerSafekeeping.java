package dev.holdfast.session;

import dev.holdfast.seal.Locator;
import dev.holdfast.seal.Ticket;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretBytes;
import java.util.HexFormat;
import java.util.Optional;

/** The server holds the record, the browser its handle and the secret that opens it. */
final class ServerSafekeeping implements Safekeeping {
  private static final int SECRET_BYTES = 32;

  private final SessionStore store;
  private final SessionSeal seal;
  private final RandomBytes random;
  private final Tombstones tombstones;

  ServerSafekeeping(SessionsSetup setup, SessionSeal seal, Tombstones tombstones) {
    this.store = setup.store();
    this.seal = seal;
    this.random = setup.random();
    this.tombstones = tombstones;
  }

  @Override
  public OpenSession open(Session session, String device) {
    SecretBytes secret = SecretBytes.of(random.next(SECRET_BYTES));
    SealedRecord sealed = seal.labelled(seal.seal(session, secret, null), device);
    Locator locator = store.create(sealed);
    if (tombstones.end(session)) { // only now: a logout ends what was filed before it
      store.delete(locator);
      throw new SessionOverException();
    }
    StoredRecord stored =
        store
            .load(locator)
            .orElseThrow(() -> new SessionStoreException("a new session was not found again"));
    return opened(new Ticket(locator, secret), stored, session);
  }

  @Override
  public Optional<OpenSession> resume(Ticket ticket) {
    return store
        .load(ticket.locator())
        .flatMap(
            stored ->
                seal.open(stored.sealed().bytes(), ticket.secret())
                    .map(content -> opened(ticket, stored, content.session())));
  }

  /** A store forgets what is idle. */
  @Override
  public Optional<OpenSession> idle(Ticket ticket) {
    return Optional.empty();
  }

  @Override
  public Optional<OpenSession> again(OpenSession known) {
    return resume(known.ticket());
  }

  @Override
  public Update update(OpenSession known, Session next) {
    Ticket ticket = known.ticket();
    SaveResult result = store.replace(known.stored(), seal.seal(next, ticket.secret(), null));
    if (result instanceof SaveResult.Saved saved) {
      return new Update.Saved(opened(ticket, saved.now(), next));
    }
    return result instanceof SaveResult.Gone ? new Update.Gone() : new Update.Conflict();
  }

  @Override
  public boolean worthTouching(OpenSession known) {
    return seal.worthTouching(known.session(), known.stored().sealed().idleUntil());
  }

  @Override
  public OpenSession touch(OpenSession known) {
    store.extend(known.stored(), seal.idleUntil(known.session()));
    return known;
  }

  @Override
  public void end(OpenSession known) {
    store.delete(known.ticket().locator());
  }

  private static OpenSession opened(Ticket ticket, StoredRecord stored, Session session) {
    Lazy<String> id = Lazy.by(() -> HexFormat.of().formatHex(ticket.locator().digest()));
    return new OpenSession(id, session, ticket, stored);
  }
}
