package dev.holdfast.store.memory;

import dev.holdfast.session.GroupKey;
import dev.holdfast.session.RecordId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which records belong to a group. Thread-safe; a group without records takes no room. */
final class GroupIndex {
  private final Map<GroupKey, Set<RecordId>> members = new ConcurrentHashMap<>();

  void add(RecordId id, Set<GroupKey> groups) {
    for (GroupKey group : groups) {
      members.compute(
          group,
          (same, present) -> {
            Set<RecordId> ids = present == null ? ConcurrentHashMap.newKeySet() : present;
            ids.add(id);
            return ids;
          });
    }
  }

  void remove(RecordId id, Set<GroupKey> groups) {
    for (GroupKey group : groups) {
      members.computeIfPresent(
          group,
          (same, ids) -> {
            ids.remove(id);
            return ids.isEmpty() ? null : ids;
          });
    }
  }

  /** The members at this moment, at least those whose {@link #add} has returned. */
  List<RecordId> of(GroupKey group) {
    return List.copyOf(members.getOrDefault(group, Set.of()));
  }

  /** How many groups have members. */
  int size() {
    return members.size();
  }
}
