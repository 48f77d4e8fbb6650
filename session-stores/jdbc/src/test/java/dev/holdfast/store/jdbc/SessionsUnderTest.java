package dev.holdfast.store.jdbc;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.SessionStore;
import dev.holdfast.store.contract.BackDoor;
import dev.holdfast.store.contract.StoreUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** A session store on a database with a clock of its own. */
record SessionsUnderTest(TestDatabase database, SessionStore store)
    implements StoreUnderTest, BackDoor {

  static SessionsUnderTest on(TestDatabase database) {
    return new SessionsUnderTest(
        database.emptied(),
        new JdbcSessionStore(database.source(), RandomBytes.secure(), TestDatabase.OPTIONS));
  }

  @Override
  public Instant now() {
    return database.now();
  }

  @Override
  public void advance(Duration by) {
    database.advance(by);
  }

  @Override
  public Duration margin() {
    return Duration.ofSeconds(10);
  }

  @Override
  public BackDoor backDoor() {
    return this;
  }

  @Override
  public int records() {
    return database.rows("holdfast_session");
  }

  @Override
  public void corrupt(RecordId id) {
    byte[] digest = HexFormat.of().parseHex(id.digest());
    byte[] strange = {-1, 0, -1};
    if (database.update("update holdfast_session set sealed = ? where id = ?", strange, digest)
        != 1) {
      throw new AssertionError("there is no record to corrupt");
    }
  }

  @Override
  public List<byte[]> everything() {
    return database.everything();
  }
}
