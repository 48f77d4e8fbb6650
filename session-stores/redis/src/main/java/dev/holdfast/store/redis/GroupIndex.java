package dev.holdfast.store.redis;

import dev.holdfast.session.GroupKey;
import dev.holdfast.session.RecordId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which records belong to a group: a sorted set of ids, each with the absolute end of its record.
 *
 * <p>An id is there before its record is, and may still be there after it. Who finds no record for
 * an id must not take the id away, since the record may be on its way; it goes when its record is
 * deleted, or after the record's absolute end, whichever comes first.
 */
final class GroupIndex {
  /** How far the clocks of a cluster's servers may be apart. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final Redis redis;
  private final Keys keys;

  GroupIndex(Redis redis, Keys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  void add(GroupKey group, RecordId id, Instant expiresAt) {
    byte[] until = Millis.text(Millis.of(expiresAt) + SLACK.toMillis());
    redis.call(client -> Script.INDEX.run(client, keys.group(group), member(id), until));
  }

  void remove(GroupKey group, RecordId id) {
    redis.call(client -> client.zrem(keys.group(group), member(id)));
  }

  /** As {@link #remove}, for many groups and records in one trip. */
  void removeAll(Map<GroupKey, List<RecordId>> ended, Batch batch) {
    if (ended.isEmpty()) {
      return;
    }
    batch.send(
        List.copyOf(ended.entrySet()),
        (pipeline, left) -> pipeline.zrem(keys.group(left.getKey()), members(left.getValue())),
        left ->
            redis.call(
                client ->
                    Optional.of(client.zrem(keys.group(left.getKey()), members(left.getValue())))));
  }

  List<RecordId> members(GroupKey group) {
    return redis.call(client -> client.zrange(keys.group(group), 0, -1)).stream()
        .map(member -> new RecordId(new String(member, StandardCharsets.US_ASCII)))
        .toList();
  }

  private static byte[][] members(List<RecordId> ids) {
    return ids.stream().map(GroupIndex::member).toArray(byte[][]::new);
  }

  private static byte[] member(RecordId id) {
    return id.digest().getBytes(StandardCharsets.US_ASCII);
  }
}
