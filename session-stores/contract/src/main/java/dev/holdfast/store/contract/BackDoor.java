package dev.holdfast.store.contract;

import dev.holdfast.session.RecordId;
import java.util.List;

/** What a thief or an accident meets behind a store: its rows, as they are. */
public interface BackDoor {

  /** How many records are kept, dead ones that were not swept yet included. */
  int records();

  /** Overwrites the sealed bytes of a record with some that no store of ours wrote. */
  void corrupt(RecordId id);

  /** Every key, column, value and index entry that is kept, text as UTF-8. */
  List<byte[]> everything();

  /** Of a store that keeps nothing. */
  static BackDoor toNothing() {
    return new BackDoor() {
      @Override
      public int records() {
        return 0;
      }

      @Override
      public void corrupt(RecordId id) {
        throw new UnsupportedOperationException("nothing is kept that could be overwritten");
      }

      @Override
      public List<byte[]> everything() {
        return List.of();
      }
    };
  }
}
