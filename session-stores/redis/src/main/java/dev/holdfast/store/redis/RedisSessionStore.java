package dev.holdfast.store.redis;

import dev.holdfast.seal.Locator;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.Custody;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.Handles;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.StoredRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/**
 * Sessions in Redis, shared by all nodes: a server of its own, one watched by Sentinel, or a
 * cluster. Things end by the server's clock, to the millisecond.
 *
 * <p>Loading, replacing and extending are one round trip each. Creating and deleting take one more
 * for each group of the record, ending one of a group one more than that. Of a group a hundred
 * records are listed in one trip to each server that has some of them, and ended in two; so many
 * answers, without sealed bytes, are held at once, beside the ids of the group and what a list
 * answers. All of it takes at most as long as {@value Redis#PATIENT_CALLS} calls may, to within one
 * trip, and then fails; what has ended by then stays ended, and the next call goes on with the
 * others.
 *
 * <p>Thread-safe. A call waits for a free connection, for connecting and for the answer, each up to
 * the time limit, and then fails with {@link SessionStoreException}. A server that may evict keys
 * breaks the promises of a store: set {@code maxmemory-policy noeviction}.
 */
public final class RedisSessionStore implements SessionStore {
  private final Redis redis;
  private final Keys keys;
  private final GroupIndex groups;
  private final ManyRecords many;
  private final RandomBytes random;

  /**
   * A store that uses the application's own client, with its time limits, and does not close it.
   *
   * @param keyPrefix in front of every key; stores with different prefixes do not see each other
   */
  public RedisSessionStore(UnifiedJedis client, String keyPrefix, RandomBytes random) {
    this(Redis.by(client), new Keys(keyPrefix), random);
  }

  RedisSessionStore(Redis redis, Keys keys, RandomBytes random) {
    this.redis = redis;
    this.keys = keys;
    this.groups = new GroupIndex(redis, keys);
    this.many = new ManyRecords(redis, keys, groups);
    this.random = random;
  }

  @Override
  public Locator create(SealedRecord sealed) {
    Locator locator = Handles.next(random);
    RecordId id = Handles.idOf(locator).orElseThrow();
    // first the index: whoever ends the group later must find what is about to be there
    sealed.groups().forEach(group -> groups.add(group, id, sealed.expiresAt()));
    byte[] key = keys.record(id).orElseThrow();
    byte[] row = Row.first(version(), sealed);
    byte[] last = Millis.lastMoment(sealed.idleUntil());
    redis.call(client -> Script.CREATE.run(client, key, row, last));
    return locator;
  }

  @Override
  public Optional<StoredRecord> load(Locator locator) {
    return key(locator)
        .flatMap(key -> redis.call(client -> Optional.ofNullable(client.get(key))))
        .flatMap(Row::in)
        .map(row -> row.at(locator));
  }

  @Override
  public SaveResult replace(StoredRecord loaded, SealedRecord next) {
    byte[] version = ByteBuffer.allocate(Long.BYTES).putLong(loaded.version()).array();
    byte[] nextVersion = version();
    byte[] idle = Millis.text(Millis.of(next.idleUntil()));
    byte[] bytes = next.bytes();
    return key(loaded.locator())
        .flatMap(
            key ->
                redis.call(
                    client ->
                        Script.REPLACE.octets(client, key, version, nextVersion, idle, bytes)))
        .map(head -> saved(loaded.locator(), head, bytes))
        .orElseGet(SaveResult.Gone::new);
  }

  private static SaveResult saved(Locator locator, byte[] head, byte[] bytes) {
    if (head.length == 0) {
      return new SaveResult.Conflict();
    }
    return Row.in(head)
        .<SaveResult>map(row -> new SaveResult.Saved(row.at(locator, bytes)))
        .orElseThrow(() -> new SessionStoreException("Redis answered a row that it cannot have"));
  }

  @Override
  public boolean extend(StoredRecord loaded, Instant idleUntil) {
    byte[] idle = Millis.text(Millis.of(idleUntil));
    return key(loaded.locator())
        .map(key -> redis.call(client -> Script.EXTEND.says(client, key, idle)))
        .orElse(false);
  }

  @Override
  public boolean delete(Locator locator) {
    return Handles.idOf(locator).map(this::delete).orElse(false);
  }

  @Override
  public boolean delete(RecordId id) {
    Optional<byte[]> deleted =
        keys.record(id).flatMap(key -> redis.callOnce(client -> Script.DELETE.octets(client, key)));
    deleted
        .flatMap(Row::in)
        .flatMap(Row::about)
        .ifPresent(about -> about.groups().forEach(group -> groups.remove(group, id)));
    return deleted.isPresent();
  }

  @Override
  public boolean delete(RecordId id, GroupKey group) {
    boolean belongs = // for good: a record never changes its groups
        shown(id).flatMap(Row::about).filter(about -> about.groups().contains(group)).isPresent();
    return belongs && delete(id);
  }

  @Override
  public int deleteGroup(GroupKey group) {
    return many.delete(groups.members(group));
  }

  @Override
  public int deleteAll(List<RecordId> ids) {
    return many.delete(ids);
  }

  @Override
  public List<RecordSummary> list(GroupKey group) {
    return many.summaries(groups.members(group));
  }

  /** Without its sealed bytes. */
  private Optional<Row> shown(RecordId id) {
    return keys.record(id)
        .flatMap(key -> redis.call(client -> Script.SHOW.octets(client, key)))
        .flatMap(Row::in);
  }

  @Override
  public Custody custody() {
    return Custody.SERVER;
  }

  @Override
  public void close() {
    redis.close();
  }

  private Optional<byte[]> key(Locator locator) {
    return Handles.idOf(locator).flatMap(keys::record);
  }

  /** Random, not counted: so that a replacement recognizes itself when it is sent again. */
  private byte[] version() {
    return random.next(Long.BYTES);
  }
}
