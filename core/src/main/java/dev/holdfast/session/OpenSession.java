package dev.holdfast.session;

import dev.holdfast.seal.Ticket;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session together with the stored version it came from. Immutable: whoever changes the session
 * gets another one.
 */
public final class OpenSession {
  private final Lazy<String> id;
  private final Session session;
  private final Ticket ticket;
  private final StoredRecord stored;
  private final @Nullable BrowserLink link;
  private final byte @Nullable [] fact;
  private final Optional<ServerTicket> serverTicket;

  OpenSession(
      Lazy<String> id,
      Session session,
      Ticket ticket,
      StoredRecord stored,
      Optional<ServerTicket> serverTicket) {
    this.id = id;
    this.session = session;
    this.ticket = ticket;
    this.stored = stored;
    this.link = null;
    this.fact = null;
    this.serverTicket = serverTicket;
  }

  OpenSession(
      Lazy<String> id,
      Session session,
      Ticket ticket,
      StoredRecord stored,
      BrowserLink link,
      byte @Nullable [] fact) {
    this.id = id;
    this.session = session;
    this.ticket = ticket;
    this.stored = stored;
    this.link = link;
    this.fact = fact;
    this.serverTicket = Optional.empty();
  }

  /** Names the session for as long as it lives, over every ticket it ever had. No secret. */
  public String id() {
    return id.get();
  }

  /** The first letters of {@link #id()}: how logs name the session. */
  public String logName() {
    return logName(id());
  }

  /** How logs name the session with this {@link #id()}. */
  public static String logName(String id) {
    return id.substring(0, Math.min(12, id.length()));
  }

  public Session session() {
    return session;
  }

  /** When it ends unless it is used before. */
  public Instant idleUntil() {
    return link == null ? stored.sealed().idleUntil() : link.idleUntil();
  }

  /** What the browser must present from now on. */
  public Ticket ticket() {
    return ticket;
  }

  /** The same session, with the fact about it as it was seen just now. */
  OpenSession seen(byte @Nullable [] newFact) {
    return new OpenSession(id, session, ticket, stored, link(), newFact);
  }

  /** The same session, whose store has taken another idle limit. */
  OpenSession extended(Instant newIdleUntil) {
    StoredRecord now =
        new StoredRecord(
            stored.locator(), stored.version(), stored.sealed().idleUntil(newIdleUntil));
    return new OpenSession(id, session, ticket, now, serverTicket);
  }

  StoredRecord stored() {
    return stored;
  }

  /** How it was opened; empty if the browser holds it, or an earlier version filed it. */
  Optional<ServerTicket> serverTicket() {
    return serverTicket;
  }

  BrowserLink link() {
    if (link == null) {
      throw new IllegalStateException("the server holds this session");
    }
    return link;
  }

  /** The fact about this session as it was last seen; null if there was none. */
  byte @Nullable [] fact() {
    return fact;
  }

  @Override
  public String toString() {
    return "OpenSession[" + logName() + "]";
  }
}
