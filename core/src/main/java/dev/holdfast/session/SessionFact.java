package dev.holdfast.session;

import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;

/** What all nodes know of a browser-held session that was ever rewritten or ended. */
sealed interface SessionFact {
  int ENDED = 0;
  int NEWEST = 1;

  /** It is over; every copy of every cookie is dead. */
  record Ended() implements SessionFact {}

  /** Its newest generation, and the newest cookie sealed for those who hold an older one. */
  final class Newest implements SessionFact {
    private final long generation;
    private final byte[] successor;

    Newest(long generation, byte[] successor) {
      this.generation = generation;
      this.successor = successor;
    }

    /** Counts rewrites. */
    long generation() {
      return generation;
    }

    /** Opens until its seal ends; then there is no way from an older cookie to the newest. */
    byte[] successor() {
      return successor.clone();
    }
  }

  static byte[] ended() {
    return new FieldWriter().octet(ENDED).toBytes();
  }

  static byte[] newest(long generation, byte[] successor) {
    return new FieldWriter().octet(NEWEST).number(generation).bytes(successor).toBytes();
  }

  /** Throws {@link SessionStoreException} for a fact of an unknown kind: it may mean "ended". */
  static SessionFact read(byte[] bytes) {
    try {
      FieldReader in = new FieldReader(bytes);
      int kind = in.octet();
      if (kind == ENDED) {
        return new Ended();
      }
      if (kind == NEWEST) {
        return new Newest(in.number(), in.bytes());
      }
    } catch (IllegalArgumentException e) {
      throw new SessionStoreException("a session's fact cannot be read", e);
    }
    throw new SessionStoreException("a session's fact is of an unknown kind");
  }
}
