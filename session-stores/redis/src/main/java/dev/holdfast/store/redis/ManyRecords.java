package dev.holdfast.store.redis;

import dev.holdfast.session.GroupKey;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows and ends many records, {@value Batch#PART} in one go. So many answers are held at once, and
 * none of them has the sealed bytes.
 */
final class ManyRecords {
  private final Redis redis;
  private final Keys keys;
  private final GroupIndex groups;

  ManyRecords(Redis redis, Keys keys, GroupIndex groups) {
    this.redis = redis;
    this.keys = keys;
    this.groups = groups;
  }

  /** What is shown of those that there are. */
  List<RecordSummary> summaries(List<RecordId> ids) {
    Batch batch = new Batch(redis);
    List<RecordSummary> summaries = new ArrayList<>();
    for (List<RecordId> part : Batch.parts(ours(ids))) {
      List<Optional<Object>> rows =
          batch.send(
              part,
              (pipeline, id) -> Script.SHOW.in(pipeline, key(id)),
              id -> redis.call(client -> Script.SHOW.run(client, key(id))));
      for (int i = 0; i < part.size(); i++) {
        RecordId id = part.get(i);
        row(rows.get(i)).flatMap(row -> row.summary(id)).ifPresent(summaries::add);
      }
    }
    return summaries;
  }

  /** Deletes those that there are, and answers how many those were. */
  int delete(List<RecordId> ids) {
    Batch batch = new Batch(redis);
    int deleted = 0;
    for (List<RecordId> part : Batch.parts(ours(ids))) {
      List<Optional<Object>> rows =
          batch.sendOnce(
              part,
              (pipeline, id) -> Script.DELETE.in(pipeline, key(id)),
              id -> redis.callOnce(client -> Script.DELETE.run(client, key(id))));
      deleted += Math.toIntExact(rows.stream().filter(Optional::isPresent).count());
      groups.removeAll(membersOfGroups(part, rows), batch);
    }
    return deleted;
  }

  private static Map<GroupKey, List<RecordId>> membersOfGroups(
      List<RecordId> ids, List<Optional<Object>> rows) {
    Map<GroupKey, List<RecordId>> members = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      RecordId id = ids.get(i);
      row(rows.get(i))
          .flatMap(Row::about)
          .ifPresent(
              about ->
                  about
                      .groups()
                      .forEach(
                          group ->
                              members.computeIfAbsent(group, none -> new ArrayList<>()).add(id)));
    }
    return members;
  }

  private List<RecordId> ours(List<RecordId> ids) {
    return ids.stream().filter(id -> keys.record(id).isPresent()).toList();
  }

  private byte[] key(RecordId id) {
    return keys.record(id).orElseThrow();
  }

  private static Optional<Row> row(Optional<Object> answer) {
    return answer.map(byte[].class::cast).flatMap(Row::in);
  }
}
