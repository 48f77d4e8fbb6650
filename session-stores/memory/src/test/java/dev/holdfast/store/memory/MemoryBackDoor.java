package dev.holdfast.store.memory;

import dev.holdfast.session.GroupKey;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.store.contract.BackDoor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a heap dump shows of a memory store. */
record MemoryBackDoor(MemorySessionStore store) implements BackDoor {

  @Override
  public int records() {
    return store.rows().size();
  }

  @Override
  public void corrupt(RecordId id) {
    if (store.rows().changeIf(id, row -> true, MemoryBackDoor::corrupted).isEmpty()) {
      throw new AssertionError("there is no record to corrupt");
    }
  }

  private static Row corrupted(Row row) {
    SealedRecord was = row.sealed();
    SealedRecord sealed =
        new SealedRecord(
            new byte[] {-1, 0, -1}, was.expiresAt(), was.idleUntil(), was.groups(), was.label());
    return new Row(sealed, row.createdAt(), row.version());
  }

  @Override
  public List<byte[]> everything() {
    List<byte[]> everything = new ArrayList<>();
    store
        .rows()
        .living()
        .forEach(
            (id, row) -> {
              everything.add(id.digest().getBytes(StandardCharsets.UTF_8));
              everything.add(row.toString().getBytes(StandardCharsets.UTF_8));
              everything.add(row.sealed().bytes());
              everything.add(row.sealed().label());
              for (GroupKey group : row.sealed().groups()) {
                everything.add(group.name().getBytes(StandardCharsets.UTF_8));
                everything.add(
                    store.groups().of(group).toString().getBytes(StandardCharsets.UTF_8));
              }
            });
    return everything;
  }
}
