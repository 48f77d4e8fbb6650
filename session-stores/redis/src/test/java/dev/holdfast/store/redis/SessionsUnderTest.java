package dev.holdfast.store.redis;

import dev.holdfast.session.SessionStore;
import dev.holdfast.store.contract.BackDoor;
import dev.holdfast.store.contract.StoreUnderTest;
import java.time.Duration;
import java.time.Instant;

/** A session store on empty servers, whose clock cannot be stopped. */
record SessionsUnderTest(SessionStore store, Keyspace keyspace) implements StoreUnderTest {

  static SessionsUnderTest on(Servers servers) {
    servers.clear();
    return new SessionsUnderTest(Stores.sessions(servers), new Keyspace(servers));
  }

  @Override
  public BackDoor backDoor() {
    return keyspace;
  }

  @Override
  public Instant now() {
    return keyspace.now();
  }

  @Override
  public void advance(Duration by) {
    keyspace.advance(by);
  }

  @Override
  public Duration margin() {
    return Duration.ofSeconds(10);
  }
}
