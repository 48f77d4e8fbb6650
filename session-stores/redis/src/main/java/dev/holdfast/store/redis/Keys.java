package dev.holdfast.store.redis;

import dev.holdfast.session.Fact;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.RecordId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How things are named in Redis. A key has no hash tag: records, groups and facts spread over a
 * cluster one by one.
 */
record Keys(String prefix) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** Empty if no record of ours can have this id. */
  Optional<byte[]> record(RecordId id) {
    return DIGEST.matcher(id.digest()).matches()
        ? Optional.of(key("session:", id.digest()))
        : Optional.empty();
  }

  byte[] group(GroupKey group) {
    return key("group:", group.name());
  }

  byte[] fact(Fact fact) {
    return key("fact:", fact.name());
  }

  private byte[] key(String kind, String name) {
    return (prefix + kind + name).getBytes(StandardCharsets.UTF_8);
  }
}
