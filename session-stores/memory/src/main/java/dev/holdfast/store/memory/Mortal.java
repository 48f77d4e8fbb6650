package dev.holdfast.store.memory;

import java.time.Instant;

/** A value that is absent from a certain instant on. */
interface Mortal {
  Instant until();
}
